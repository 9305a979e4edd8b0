import { z } from 'zod';
import { incompleteSchema } from './incompleteSchema.ts';
import type { JobItem } from './job.ts';
import { JOB_STATES } from './jobState.ts';
import type { Beat } from './ledger/beat.ts';
import { withBeat } from './ledger/withBeat.ts';

/** The fields of a job that are read by whoever does not work on it; of an item of another version there may be more. */
const jobSchema = z.object({
  jobId: z.string(),
  source: z.object({ bucket: z.string(), key: z.string(), version: z.string() }),
  rendition: z.string(),
  state: z.enum(JOB_STATES),
  engine: z.string().optional(),
  progress: z.number().optional(),
  attempts: z.array(z.object({ startedAt: z.string(), usd: z.number().optional() })),
  output: z
    .object({
      bucket: z.string(),
      key: z.string(),
      incomplete: incompleteSchema.optional(),
    })
    .optional(),
  warnings: z.array(z.string()).optional(),
  failure: z.object({ class: z.string(), message: z.string() }).optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** A job as it is shown, watched and listed. */
export type LedgerJob = z.infer<typeof jobSchema>;

/**
 * The item as it is, with all that is in it, and with what was last heard of whoever makes it.
 * @throws {z.ZodError} naming each field that is wrong.
 */
export function readJob(item: Record<string, unknown>, beat?: Beat): LedgerJob {
  jobSchema.parse(item);
  const { heardAt, ...job } = withBeat(item as unknown as JobItem, beat);
  return { ...job, updatedAt: heardAt ?? job.updatedAt };
}
