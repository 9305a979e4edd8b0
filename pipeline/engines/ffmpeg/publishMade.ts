import type { Job, Output } from '../../../contract/job.ts';
import type { Claim } from '../../claim/claim.ts';
import type { Made } from '../../kinds/prepared.ts';
import type { Outputs, StoredOutput } from '../../ports/outputs.ts';
import type { Ports } from '../../ports/ports.ts';
import { outputOf } from '../../publish/outputOf.ts';
import { type Publication, preparePublication } from '../../publish/preparePublication.ts';

/** Publishes what was made, one file after the other, so that whoever sees the last finds all. */
export async function publishMade(
  { files, facts }: Made,
  { job, kind, lease, force }: Claim,
  ports: Pick<Ports, 'sources' | 'outputs' | 'ledger'>,
  signal: AbortSignal,
): Promise<Output> {
  const { outputs } = ports;
  let last: { key: string; stored: StoredOutput } = { key: '', stored: { eTag: '', sizeBytes: 0 } };
  for (const [at, file] of files.entries()) {
    const prepared = preparePublication(job, { ...file, facts, kind }, ports);
    prepared.catch(() => {}); // is awaited below
    // A worker that was held up for long may have lost the job without having noticed yet: that says more than what it finds.
    if (at === 0) await lease.renew();
    const publication = await prepared;
    // The worker that lost this job did finish, while it was made again here.
    const done = force ? null : ours(publication, job);
    const stored = done ?? (await publishOne(file.path, publication, outputs, signal));
    last = { key: file.key, stored };
  }
  return outputOf(job.outputBucket, last.key, last.stored, facts);
}

/** Where the answer to a write is lost, the client's second try meets the first one's success. */
async function publishOne(
  path: string,
  { to, over }: Publication,
  outputs: Outputs,
  signal: AbortSignal,
): Promise<StoredOutput> {
  try {
    return await outputs.publishFile(path, to, over, signal);
  } catch (error) {
    const stored = await outputs.describe(to.bucket, to.key);
    if (stored?.maker?.jobId === to.maker.jobId && stored.maker.attempt === to.maker.attempt) return stored;
    throw error;
  }
}

function ours({ stored }: Publication, { jobId }: Job): StoredOutput | null {
  return stored?.maker?.jobId === jobId ? stored : null;
}
