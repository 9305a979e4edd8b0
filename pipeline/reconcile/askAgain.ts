import { type Job, jobIdOf } from '../../contract/job.ts';
import { isWanted } from '../../contract/wishes/isWanted.ts';
import { type Failure, failureOf } from '../../failures/failure.ts';
import type { NewJob } from '../ports/ledger.ts';
import { asRequested } from '../wishes/asRequested.ts';
import type { ReconciledRendition, ReconcilePorts } from './reconcilePorts.ts';
import type { ReconcileRun } from './reconcileRun.ts';
import type { Standing } from './standing.ts';
import { outputKeyOf } from './writtenOutputs.ts';

/** How it really stands, after a closer look; `missing` has been asked for again then. */
export async function askAgain(
  key: string,
  rendition: ReconciledRendition,
  job: Job | undefined,
  { ports, options }: { ports: ReconcilePorts; options: ReconcileRun },
): Promise<Standing> {
  const { records, sources, outputs, requests, ledger } = ports;
  const bucket = options.inputBucket;
  if (job && lostTooOften(job, options.maxReceiveCount)) {
    if (options.dryRun) return 'failed';
    const given = await records.end(job, { state: 'failed', failure: workersLost(job) });
    return given ? 'failed' : 'running';
  }
  const found = await sources.describe(bucket, key);
  const source = found && (await asRequested(found, rendition.name, ledger));
  // Deleted since it was listed, or wanted as others only: nobody waits for it.
  if (!source || (!job && !isWanted(rendition.name, source.wishes))) return 'complete';
  const jobId = jobIdOf(source, rendition);
  // The listing is minutes old, and a preset that was changed since is another job.
  const stored = await outputs.describe(rendition.outputBucket, outputKeyOf(rendition, key));
  const isOpen = job?.state === 'queued' || job?.state === 'running';
  // Whoever takes up an open job of today's preset finds an output of its own, or makes one in the place of another's.
  if (stored?.maker?.sourceVersion === source.version && !(isOpen && job.jobId === jobId)) {
    // Asked for under another preset: nobody will come back to it.
    if (isOpen && !options.dryRun) await records.end(job, { state: 'superseded' });
    return 'complete';
  }
  if (options.dryRun) return 'missing';
  const { name, presetHash, outputBucket } = rendition;
  // Whoever takes the job writes down where its message came from.
  const message = { id: 'reconcile', body: '', attributes: {} };
  const newJob: NewJob = { jobId, source, rendition: name, presetHash, message, queueUrl: '', outputBucket };
  if (!(await records.expect(newJob))) {
    // By its id: an index, which may be behind, has not told of it.
    const known = job?.jobId === jobId ? job : await ledger.get(jobId);
    if (known?.state === 'dropped' || known?.state === 'held') return known.state;
    if (!known || !(await records.askedAgain(known))) return 'queued';
  }
  await requests.publish({ bucket, key }, name, job ? `overdue: ${job.state}` : 'nothing was known of it');
  return 'missing';
}

/** Its message has been received as often as it may be, and each time the worker died: SQS has put it into the DLQ. */
export function lostTooOften(
  { state, attempts }: Pick<Job, 'state' | 'attempts'>,
  maxReceiveCount: number,
): boolean {
  const died = attempts.filter(({ outcome, endedAt }) => outcome === 'lost' || endedAt === undefined).length;
  return state === 'running' && died >= maxReceiveCount;
}

/** Why such a job is over. */
export function workersLost({ attempts }: Pick<Job, 'attempts'>): Failure {
  return failureOf('worker-lost', {
    class: 'transient',
    message: `Each of ${attempts.length} workers died at work, most likely for want of memory; its message is in the DLQ.`,
  });
}
