import type { Job, Output } from '../../contract/job.ts';
import type { Outputs } from '../ports/outputs.ts';
import { outputOf } from './outputOf.ts';

/** What this very attempt has published, whose worker may have died before the ledger heard of it; null for nothing. */
export async function alreadyPublished(
  { jobId, attempts, outputBucket: bucket }: Pick<Job, 'jobId' | 'attempts' | 'outputBucket'>,
  key: string,
  outputs: Pick<Outputs, 'describe'>,
): Promise<Output | null> {
  const stored = await outputs.describe(bucket, key);
  if (stored?.maker?.jobId !== jobId || stored.maker.attempt !== attempts.length) return null;
  return outputOf(bucket, key, stored, stored.maker.facts);
}
