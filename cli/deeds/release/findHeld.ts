import type { Deployment } from '../../../contract/deployment.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { gathered } from '../../ledger/gathered.ts';
import { jobsOfKey } from '../../ledger/jobsOfKey.ts';
import type { LedgerReader } from '../../ledger/ledgerReader.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { printable } from '../../terminal/printable.ts';

/** Which held jobs. */
export interface HeldChoice {
  keys: string[];
  all?: boolean | undefined;
  batch?: string | undefined;
  /** Names of renditions. */
  renditions: string[];
}

type Ledger = Pick<LedgerReader, 'ofSource' | 'inBatch' | 'inState'>;

/** The held jobs that were chosen. @throws {CommandError} 1 for a key of which nothing is known. */
export async function findHeld(
  { keys, all, batch, renditions }: HeldChoice,
  deployment: Deployment,
  ledger: Ledger,
): Promise<LedgerJob[]> {
  const found: LedgerJob[] = [];
  if (all) found.push(...(await gathered(ledger.inState('held'))));
  else if (batch !== undefined) found.push(...(await gathered(ledger.inBatch(batch))));
  for (const key of keys) {
    const jobs = await jobsOfKey(key, deployment, ledger);
    if (jobs.length === 0) throw new CommandError(1, noJob(key));
    found.push(...jobs);
  }
  const held = found.filter(
    job =>
      job.state === 'held' &&
      renditions.includes(job.rendition) &&
      (batch === undefined || job.batch === batch || keys.includes(job.source.key)),
  );
  return [...new Map(held.map(job => [job.jobId, job])).values()];
}

function noJob(key: string): string {
  return `There is no job for "${printable(key)}": check the key, case counts ("npx fanreel status --state held" lists what is held).`;
}
