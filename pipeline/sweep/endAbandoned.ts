import type { Job, Naming, Source } from '../../contract/job.ts';
import { asFailure } from '../../failures/failure.ts';
import { SourceGone } from '../claim/sourceGone.ts';
import type { Finished } from '../engines/mediaconvert/finished.ts';
import type { Ports } from '../ports/ports.ts';
import type { JobRecords } from '../reconcile/reconcilePorts.ts';
import { asRequested } from '../wishes/asRequested.ts';
import { isSameWork } from '../wishes/isSameWork.ts';
import { askForClip, type ClipAsking, type OverdueClips } from './askForClip.ts';

export interface Abandoning extends ClipAsking {
  records: ClipAsking['records'] & Pick<JobRecords, 'end'>;
  sources: Pick<Ports['sources'], 'describe'>;
  ledger: Pick<Ports['ledger'], 'get' | 'requested'>;
}

/** Its message, when it comes again, finds another job to do, or nothing to work on: this one it leaves as it is. */
export async function endAbandoned(
  job: Job,
  ports: Abandoning,
  options: OverdueClips & { namings: Map<string, Naming> },
): Promise<Finished | null> {
  if ((job.leaseUntil ?? 0) > Date.now()) return null;
  if (job.clip) return await askForClip(job, job.clip, ports, options);
  return await endOutdated(job, ports, options.namings);
}

/** Null of a job that its messages still ask for. */
export async function endOutdated(
  job: Job,
  ports: Abandoning,
  namings: Map<string, Naming>,
): Promise<Finished | null> {
  const now = await ports.sources.describe(job.source.bucket, job.source.key);
  if (now && (await isCurrent(job, now, ports, namings))) return null;
  const change = now
    ? { state: 'superseded' as const }
    : { state: 'failed' as const, failure: asFailure(new SourceGone(job.source)) };
  if (!(await ports.records.end(job, change))) return null;
  return { result: change.state, job: (await ports.ledger.get(job.jobId)) ?? job };
}

/** The job is still the one that its messages ask for: of that version of the source, by that preset, made as it is wished. */
async function isCurrent(
  { source, rendition, presetHash }: Job,
  now: Source,
  { ledger }: Pick<Abandoning, 'ledger'>,
  namings: Map<string, Naming>,
): Promise<boolean> {
  const naming = namings.get(rendition);
  if (now.version !== source.version || naming?.presetHash !== presetHash) return false;
  return isSameWork(await asRequested(now, rendition, ledger), source, naming.kind);
}
