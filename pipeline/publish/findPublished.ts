import type { Output } from '../../contract/job.ts';
import type { Claim } from '../claim/claim.ts';
import type { Outputs } from '../ports/outputs.ts';
import { outputOf } from './outputOf.ts';

/**
 * The output that an earlier attempt of this job published before it died, checked as every published one is: there
 * is nothing left to do but to record it. Null where there is none, or where this message asked for a new one.
 */
export async function findPublished(
  { job, force, received }: Pick<Claim, 'job' | 'force' | 'received'>,
  key: string,
  outputs: Pick<Outputs, 'describe'>,
): Promise<Output | null> {
  const stored = await outputs.describe(job.outputBucket, key);
  if (stored?.maker?.jobId !== job.jobId) return null;
  const madeFor = job.attempts[stored.maker.attempt - 1]?.messageId;
  if (force && madeFor !== received.message.id) return null;
  return outputOf(job.outputBucket, key, stored, stored.maker.facts);
}
