import { z } from 'zod';
import { JOB_STATES, type JobState } from '../jobState.ts';
import { droppedSchema, heldSchema } from '../ledger/notRun.ts';
import { toldWishesSchema, wishFailureSchema } from '../wishes/wishes.ts';
import { clipResultSchema } from './clipResult.ts';
import {
  costSchema,
  failureSchema,
  outputSchema,
  timingsSchema,
  toldSourceSchema,
  writeTold,
} from './told.ts';

export const STATUS = 'fanreel.status/1';

export const statusSchema = z.object({
  schema: z.literal(STATUS),
  id: z
    .string()
    .optional()
    .describe('The same of a message that comes twice, and of no other. Older versions told none.'),
  at: z.string().describe('When it was told, ISO 8601 in UTC.'),
  rendition: z.string().describe('The name of the preset that it is made by.'),
  state: z
    .string()
    .min(1)
    .describe(`One of ${JOB_STATES.join(', ')}, or one that a later version has added.`),
  jobId: z.string().optional().describe('Absent where a message could not be read and so belongs to no job.'),
  source: toldSourceSchema
    .optional()
    .describe('What was uploaded; absent where a message could not be read.'),
  messageId: z.string().optional().describe('Of the SQS message that asked for it.'),
  engine: z.string().optional().describe('What makes it, such as `ffmpeg` or `mediaconvert`.'),
  reason: z.string().optional().describe('Why that engine, a sentence.'),
  predictedSeconds: z.number().optional().describe('How long it was expected to encode.'),
  progress: z.number().optional().describe('Percent.'),
  attempt: z.number().optional().describe('Its number.'),
  output: outputSchema.optional().describe('Where it lies and what it is, once it is complete.'),
  warnings: z
    .array(z.string())
    .optional()
    .describe('In what the output is less than the source, a sentence each; absent where it is not.'),
  failure: failureSchema.optional().describe('Why it failed, or its last attempt did.'),
  timings: timingsSchema.optional().describe('ISO 8601 in UTC, and seconds.'),
  cost: costSchema.optional().describe('Of all its attempts until now.'),
  wishes: toldWishesSchema
    .optional()
    .describe('What whoever uploaded the source wished, the free metadata and the correlation id among it.'),
  wishFailure: wishFailureSchema
    .optional()
    .describe('Why a wish could not be taken; the profile says whether the upload was made without it.'),
  dropped: droppedSchema.optional().describe('Who wants it no more, and why.'),
  held: heldSchema.optional().describe('Which budget it would go over.'),
  clip: clipResultSchema.optional().describe('Of a clip, what came of it.'),
});

/** What is told of a job on the status topic. */
export type Status = z.infer<typeof statusSchema>;

/** A status before it is sent. */
export type News = Omit<Status, 'schema' | 'at' | 'state' | 'id'> & { id: string; state: JobState };

/** Null for anything else than a status. What a later version has added stays in it. */
export function readStatus(body: string): Status | null {
  try {
    const data: unknown = JSON.parse(body);
    return statusSchema.safeParse(data).success ? (data as Status) : null;
  } catch {
    return null;
  }
}

/** A message's body. */
export function writeStatus(news: News, at = new Date()): string {
  return writeTold({ schema: STATUS, at: at.toISOString(), ...news } satisfies Status);
}

/** The attributes of that message, by which subscribers of the topic filter. */
export function statusAttributes({ state, rendition }: Pick<Status, 'state' | 'rendition'>) {
  return {
    state: { DataType: 'String', StringValue: state },
    rendition: { DataType: 'String', StringValue: rendition },
  };
}
