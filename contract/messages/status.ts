import { z } from 'zod';
import type { JobState } from '../jobState.ts';
import { droppedSchema, heldSchema } from '../ledger/notRun.ts';
import { toldWishesSchema, wishFailureSchema } from '../wishes/wishes.ts';
import { clipResultSchema } from './clipResult.ts';
import { costSchema, failureSchema, outputSchema, timingsSchema, writeTold } from './told.ts';

export const STATUS = 'fanreel.status/1';

export const statusSchema = z.object({
  schema: z.literal(STATUS),
  /** The same of a message that comes twice, and of no other. Older versions told none. */
  id: z.string().optional(),
  /** When it was told, ISO 8601 in UTC. */
  at: z.string(),
  rendition: z.string(),
  /** One of JOB_STATES, or one that a later version has added. */
  state: z.string().min(1),
  /** Absent where a message could not be read and so belongs to no job. */
  jobId: z.string().optional(),
  source: z.object({ bucket: z.string(), key: z.string(), version: z.string() }).optional(),
  messageId: z.string().optional(),
  engine: z.string().optional(),
  reason: z.string().optional(),
  predictedSeconds: z.number().optional(),
  /** Percent. */
  progress: z.number().optional(),
  /** Its number. */
  attempt: z.number().optional(),
  output: outputSchema.optional(),
  /** In what the output is less than the source, a sentence each; absent where it is not. */
  warnings: z.array(z.string()).optional(),
  failure: failureSchema.optional(),
  timings: timingsSchema.optional(),
  /** Of all its attempts until now. */
  cost: costSchema.optional(),
  /** What whoever uploaded the source wished, the free metadata and the correlation id among it. */
  wishes: toldWishesSchema.optional(),
  /** Why a wish could not be taken; the profile says whether the upload was made without it. */
  wishFailure: wishFailureSchema.optional(),
  /** Who wants it no more, and why. */
  dropped: droppedSchema.optional(),
  /** Which budget it would go over. */
  held: heldSchema.optional(),
  /** Of a clip, what came of it. */
  clip: clipResultSchema.optional(),
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
