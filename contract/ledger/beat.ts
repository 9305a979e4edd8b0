import { z } from 'zod';
import type { EngineName, JobItem } from '../job.ts';
import { LEDGER_KEY } from '../ledgerTable.ts';

const beatSchema = z.object({
  /** The attempt that it is of, as `turnOf` tells it. */
  turn: z.string(),
  /** Who has beaten last, and until when (ms since 1970) nobody else may take the job; nobody where it is made elsewhere. */
  leaseOwner: z.string().optional(),
  leaseUntil: z.number().optional(),
  engine: z.custom<EngineName>(name => typeof name === 'string').optional(),
  /** Why that engine. */
  reason: z.string().optional(),
  predictedSeconds: z.number().optional(),
  /** Seconds that the attempt's ffmpeg has run. */
  encodeSeconds: z.number().optional(),
  /** What the attempt's requests to AWS have cost at list prices, USD; older versions tell none. */
  requestsUsd: z.number().optional(),
  /** Percent. */
  progress: z.number().optional(),
  /** When it was written, ISO 8601 in UTC. */
  at: z.string(),
});

/**
 * The last sign of life of whoever makes a job, with all that changes meanwhile: an item beside the job's with none of
 * the indexes' attributes, so that writing it costs one write unit, not those of an item of twice the size in each index.
 */
export type Beat = z.infer<typeof beatSchema>;

/** From this share on the pace of the work says more than its prediction: of the first percents probing and downloading are much. */
const TELLING = 0.1;

/** Until work is done that has taken so long, as it goes or as it was predicted, seconds; null where neither tells. */
export function secondsLeftOf(
  { progress = 0, predictedSeconds }: Pick<Beat, 'progress' | 'predictedSeconds'>,
  elapsedSeconds: number,
): number | null {
  const done = progress / 100;
  if (done >= TELLING) return Math.max(0, (elapsedSeconds / done) * (1 - done));
  return predictedSeconds === undefined ? null : Math.max(0, predictedSeconds - elapsedSeconds);
}

/** Its key in the ledger's table. */
export function beatKey({ jobId }: Pick<JobItem, 'jobId'>): { jobId: string } {
  return { [LEDGER_KEY]: `beat/${jobId}` };
}

/** The beat in such an item. @throws {z.ZodError} naming each field that is wrong. */
export function readBeat(item: Record<string, unknown>): Beat {
  return beatSchema.parse(item);
}
