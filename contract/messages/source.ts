import { z } from 'zod';
import { droppedSchema } from '../ledger/notRun.ts';
import { toldWishesSchema, wishFailureSchema } from '../wishes/wishes.ts';
import { costSchema, failureSchema, outputSchema, writeTold } from './told.ts';

export const SOURCE = 'fanreel.source/1';

/** `complete`: every rendition that is wanted is there. `partly`: some are. `failed`: none is. */
export const SOURCE_STATES = ['complete', 'partly', 'failed'] as const;

export const sourceEventSchema = z.object({
  schema: z.literal(SOURCE),
  /** The same of a message that comes twice, and of no other. */
  id: z.string(),
  /** When it was told, ISO 8601 in UTC. */
  at: z.string(),
  /** One of SOURCE_STATES, or one that a later version has added. */
  state: z.string().min(1),
  source: z.object({ bucket: z.string(), key: z.string(), version: z.string() }),
  /** 1, and one more each time that renditions came to something else after it was told. */
  revision: z.number(),
  /** All that are wanted, in the order of their names. */
  renditions: z.array(
    z.object({
      rendition: z.string(),
      /** One of JOB_STATES that is an end. */
      state: z.string(),
      jobId: z.string(),
      output: outputSchema.optional(),
      failure: failureSchema.optional(),
      dropped: droppedSchema.optional(),
    }),
  ),
  /** Of a source that never came to renditions: why. */
  failure: failureSchema.optional(),
  /** Of all renditions together. */
  cost: costSchema.optional(),
  /** When its first rendition was heard of, and its last one ended, ISO 8601 in UTC. */
  timings: z.object({ createdAt: z.string(), endedAt: z.string(), seconds: z.number() }).optional(),
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
