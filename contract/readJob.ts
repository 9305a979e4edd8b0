import { z } from 'zod';
import { clipFactsSchema, clipStorySchema } from './clips/clipStory.ts';
import { incompleteSchema } from './incompleteSchema.ts';
import type { JobItem } from './job.ts';
import type { Beat } from './ledger/beat.ts';
import { droppedSchema, heldSchema, releasedSchema } from './ledger/notRun.ts';
import { prunedSchema } from './ledger/pruned.ts';
import { withBeat } from './ledger/withBeat.ts';
import { toldWishesSchema, wishFailureSchema } from './wishes/wishes.ts';

const attemptSchema = z.object({
  number: z.number().optional(),
  messageId: z.string().optional(),
  codeVersion: z.string().optional(),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  engine: z.string().optional(),
  compute: z.string().optional(),
  outcome: z.string().optional(),
  seconds: z.number().optional(),
  encodeSeconds: z.number().optional(),
  billedSeconds: z.number().optional(),
  usd: z.number().optional(),
  requestsUsd: z.number().optional(),
  wastedUsd: z.number().optional(),
  managedJobId: z.string().optional(),
  cut: z.string().optional(),
});

/** The fields of a job that are read by whoever does not work on it; of an item of another version there may be more. */
const jobSchema = z.object({
  jobId: z.string(),
  source: z.object({
    bucket: z.string(),
    key: z.string(),
    version: z.string(),
    sizeBytes: z.number().optional(),
    wishes: toldWishesSchema.optional(),
    wishFailure: wishFailureSchema.optional(),
  }),
  rendition: z.string(),
  presetHash: z.string().optional(),
  batch: z.string().optional(),
  /** One of JOB_STATES, or one that a later version has added. */
  state: z.string().min(1),
  engine: z.string().optional(),
  reason: z.string().optional(),
  predictedSeconds: z.number().optional(),
  progress: z.number().optional(),
  attempts: z.array(attemptSchema),
  output: z
    .object({
      bucket: z.string(),
      key: z.string(),
      eTag: z.string().optional(),
      checksum: z.string().optional(),
      sizeBytes: z.number().optional(),
      durationSeconds: z.number().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      incomplete: incompleteSchema.optional(),
      clip: clipFactsSchema.optional(),
    })
    .optional(),
  warnings: z.array(z.string()).optional(),
  failure: z
    .object({
      class: z.string(),
      code: z.string().optional(),
      message: z.string(),
      operator: z.string().optional(),
      detail: z.string().optional(),
    })
    .optional(),
  pruned: prunedSchema.optional(),
  dropped: droppedSchema.optional(),
  held: heldSchema.optional(),
  released: releasedSchema.optional(),
  clip: clipStorySchema.optional(),
  message: z
    .object({
      id: z.string(),
      sentAt: z.string().optional(),
      /** Of a message that comes again. */
      body: z.string().optional(),
      attributes: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** A job as it is shown, watched and listed. */
export type LedgerJob = z.infer<typeof jobSchema>;
export type LedgerAttempt = z.infer<typeof attemptSchema>;

/**
 * The item as it is, with all that is in it, and with what was last heard of whoever makes it.
 * @throws {z.ZodError} naming each field that is wrong.
 */
export function readJob(item: Record<string, unknown>, beat?: Beat): LedgerJob {
  jobSchema.parse(item);
  const { heardAt, ...job } = withBeat(item as unknown as JobItem, beat);
  return { ...job, updatedAt: heardAt ?? job.updatedAt };
}
