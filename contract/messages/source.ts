import { z } from 'zod';
import { SOURCE_STATES } from '../jobState.ts';
import { droppedSchema } from '../ledger/notRun.ts';
import { toldWishesSchema, wishFailureSchema } from '../wishes/wishes.ts';
import { costSchema, failureSchema, outputSchema, writeTold } from './told.ts';

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
  source: z.object({ bucket: z.string(), key: z.string(), version: z.string() }),
  revision: z
    .number()
    .describe('1, and one more each time that renditions came to something else after it was told.'),
  renditions: z
    .array(
      z.object({
        rendition: z.string(),
        state: z.string().describe('complete, failed or dropped, or an end that a later version has added.'),
        jobId: z.string(),
        output: outputSchema.optional(),
        failure: failureSchema.optional(),
        dropped: droppedSchema.optional(),
      }),
    )
    .describe('All that are wanted, in the order of their names.'),
  failure: failureSchema.optional().describe('Of a source that never came to renditions: why.'),
  cost: costSchema.optional().describe('Of all renditions together.'),
  timings: z
    .object({ createdAt: z.string(), endedAt: z.string(), seconds: z.number() })
    .optional()
    .describe('When its first rendition was heard of, and its last one ended, ISO 8601 in UTC.'),
  wishes: toldWishesSchema.optional(),
  wishFailure: wishFailureSchema.optional(),
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
