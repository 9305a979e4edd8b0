import { z } from 'zod';
import { SOURCE_STATES } from '../jobState.ts';
import { droppedSchema } from '../ledger/notRun.ts';
import { toldWishesSchema, wishFailureSchema } from '../wishes/wishes.ts';
import { costSchema, failureSchema, outputSchema, toldSourceSchema, writeTold } from './told.ts';

export const SOURCE = 'fanreel.source/1';

export const sourceEventSchema = z.object({
  schema: z.literal(SOURCE),
  id: z.string().describe('The same of a message that comes twice, and of no other.'),
  at: z.string().describe('When it was told, ISO 8601 in UTC.'),
  state: z
    .string()
    .min(1)
    .describe(
      `One of ${SOURCE_STATES.join(', ')}, or one that a later version has added: every rendition that is wanted is there, some are, or none is.`,
    ),
  source: toldSourceSchema.describe('What was uploaded.'),
  revision: z
    .number()
    .describe('1, and one more each time that renditions came to something else after it was told.'),
  renditions: z
    .array(
      z.object({
        rendition: z.string().describe('The name of the preset that it is made by.'),
        state: z.string().describe('complete, failed or dropped, or an end that a later version has added.'),
        jobId: z.string().describe('The same as its statuses tell.'),
        output: outputSchema.optional().describe('Where it lies and what it is, where it is complete.'),
        failure: failureSchema.optional().describe('Why it failed, where it did.'),
        dropped: droppedSchema.optional().describe('Who wants it no more, and why.'),
      }),
    )
    .describe('All that are wanted, in the order of their names.'),
  failure: failureSchema.optional().describe('Of a source that never came to renditions: why.'),
  cost: costSchema.optional().describe('Of all renditions together.'),
  timings: z
    .object({
      createdAt: z.string().describe('When its first rendition was heard of, ISO 8601 in UTC.'),
      endedAt: z.string().describe('When its last one ended, ISO 8601 in UTC.'),
      seconds: z.number().describe('Between the two.'),
    })
    .optional()
    .describe('Of the source as a whole.'),
  wishes: toldWishesSchema
    .optional()
    .describe('What whoever uploaded it wished, the free metadata and the correlation id among it.'),
  wishFailure: wishFailureSchema
    .optional()
    .describe('Why a wish could not be taken; the profile says whether the upload was made without it.'),
});

/** What is told of a source once all of its renditions have ended. */
export type SourceEvent = z.infer<typeof sourceEventSchema>;

/** Null for anything else. What a later version has added stays in it. */
export function readSourceEvent(body: string): SourceEvent | null {
  try {
    const data: unknown = JSON.parse(body);
    return sourceEventSchema.safeParse(data).success ? (data as SourceEvent) : null;
  } catch {
    return null;
  }
}

/** A message's body. */
export function writeSourceEvent(event: Omit<SourceEvent, 'schema'>): string {
  return writeTold({ schema: SOURCE, ...event } satisfies SourceEvent);
}
