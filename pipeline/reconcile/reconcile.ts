import { type Job, jobIdOf } from '../../contract/job.ts';
import type { Receipt } from '../../contract/messages/reconcile.ts';
import { type Failure, failureOf } from '../../failures/failure.ts';
import type { NewJob } from '../ports/ledger.ts';
import { decideByName } from '../uploads/decideByName.ts';
import { isVideo } from './isVideo.ts';
import { type Problem, Problems } from './problems.ts';
import type { Listed, ReconciledRendition, ReconcilePorts, Written } from './reconcilePorts.ts';
import { type Standing, type Stood, standingOf } from './standing.ts';

export interface ReconcileOptions {
  inputBucket: string;
  renditions: ReconciledRendition[];
  overdueMs: number;
  maxReceiveCount: number;
  /** Only look. */
  dryRun: boolean;
  /** Until it has to stop. */
  remainingMs(): number;
}

export interface Reconciled {
  renditions: Record<string, Receipt>;
  /** What was missing, and (but in a dry run) has been asked for again. */
  missing: { key: string; rendition: string }[];
  /** Sources that could not be looked at, and are in no receipt. */
  problems: Problem[];
  /** Time ran out after this key; null when all were looked at. */
  stoppedAfter: string | null;
}

/** Sources looked at together. */
const AT_ONCE = 8;

/** Kept of the function's time for the report, milliseconds. */
const FOR_THE_REPORT_MS = 15_000;

const NOTHING: Receipt = {
  received: 0,
  complete: 0,
  running: 0,
  submitted: 0,
  queued: 0,
  failed: 0,
  missing: 0,
};

/**
 * Holds the input bucket against the ledger and the output buckets, and asks again for what is missing, of each
 * source only the renditions that it misses. What is asked for gets a receipt first, so that a run soon after leaves
 * it alone. Objects that are not videos are nobody's loss, and in no receipt.
 */
export async function reconcile(ports: ReconcilePorts, options: ReconcileOptions): Promise<Reconciled> {
  const outputs = await listOutputs(ports, options);
  const renditions = Object.fromEntries(options.renditions.map(({ name }) => [name, { ...NOTHING }]));
  const problems = new Problems();
  const result: Reconciled = { renditions, missing: [], problems: problems.met, stoppedAfter: null };
  let last: string | null = null;
  for await (const page of ports.buckets.list(options.inputBucket)) {
    const sources = page.filter(({ key }) => typeof decideByName(key) === 'string');
    for (let first = 0; first < sources.length; first += AT_ONCE) {
      if (options.remainingMs() < FOR_THE_REPORT_MS) return { ...result, stoppedAfter: last };
      const some = sources.slice(first, first + AT_ONCE);
      const look = (source: Listed) =>
        problems.noting(source.key, () => lookAt(source, outputs, result, ports, options));
      await Promise.all(some.map(look));
      last = some.at(-1)?.key ?? last;
    }
  }
  return result;
}

/** By key. */
type OutputsByRendition = Map<string, Map<string, Written>>;

async function listOutputs(
  { buckets }: ReconcilePorts,
  { renditions }: ReconcileOptions,
): Promise<OutputsByRendition> {
  const listings = renditions.map(async ({ name, outputBucket, outputEnding }) => {
    const written = new Map<string, Written>();
    for await (const page of buckets.list(outputBucket)) {
      for (const { key, modified, eTag } of page) {
        if (key.endsWith(outputEnding)) written.set(key, { modified, eTag });
      }
    }
    return [name, written] as const;
  });
  return new Map(await Promise.all(listings));
}

async function lookAt(
  source: Listed,
  outputs: OutputsByRendition,
  result: Reconciled,
  ports: ReconcilePorts,
  options: ReconcileOptions,
): Promise<void> {
  if (!(await isVideo(options.inputBucket, source, ports))) return;
  const jobs = await ports.receipts.ofSource(options.inputBucket, source.key);
  for (const rendition of options.renditions) {
    const ownJobs = jobs.filter(job => job.rendition === rendition.name);
    const written = outputs.get(rendition.name) ?? new Map<string, Written>();
    const stood = standingOf({
      source,
      jobs: ownJobs,
      output: written.get(outputKeyOf(rendition, source.key)) ?? recordedOutput(ownJobs, written),
      overdueMs: options.overdueMs,
      now: Date.now(),
    });
    const standing =
      stood.standing === 'missing'
        ? await askAgain(source, rendition, stood, ports, options)
        : stood.standing;
    const receipt = result.renditions[rendition.name] as Receipt;
    receipt.received += 1;
    receipt[standing] += 1;
    if (standing === 'missing') result.missing.push({ key: source.key, rendition: rendition.name });
  }
}

/** Under the key that the rules of that time gave it. */
function recordedOutput(jobs: Job[], written: Map<string, Written>): Written | undefined {
  const made = jobs
    .flatMap(({ output }) => output ?? [])
    .find(({ key, eTag }) => written.get(key)?.eTag === eTag);
  return made && written.get(made.key);
}

/** A name that leaves no room for its output's has none. */
function outputKeyOf(rendition: ReconciledRendition, key: string): string {
  try {
    return rendition.outputKey(key);
  } catch {
    return '';
  }
}

/** How it really stands, after a closer look; `missing` has been asked for again then. */
async function askAgain(
  { key }: Listed,
  rendition: ReconciledRendition,
  { job }: Stood,
  ports: ReconcilePorts,
  options: ReconcileOptions,
): Promise<Standing> {
  const { receipts, sources, outputs, requests } = ports;
  const bucket = options.inputBucket;
  if (job && lostTooOften(job, options.maxReceiveCount)) {
    if (options.dryRun) return 'failed';
    const given = await receipts.end(job, { state: 'failed', failure: workersLost(job) });
    return given ? 'failed' : 'running';
  }
  const source = await sources.describe(bucket, key);
  if (!source) return 'complete'; // deleted since it was listed: nobody waits for it
  const jobId = jobIdOf(source, rendition.name, rendition.presetHash);
  // The listing is minutes old, and a preset that was changed since is another job.
  const stored = await outputs.describe(rendition.outputBucket, outputKeyOf(rendition, key));
  const isOpen = job?.state === 'queued' || job?.state === 'running';
  // Whoever takes up an open job of today's preset finds an output of its own, or makes one in the place of another's.
  if (stored?.maker?.sourceVersion === source.version && !(isOpen && job.jobId === jobId)) {
    // Asked for under another preset: nobody will come back to it.
    if (isOpen && !options.dryRun) await receipts.end(job, { state: 'superseded' });
    return 'complete';
  }
  if (options.dryRun) return 'missing';
  const { name, presetHash, outputBucket } = rendition;
  // Whoever takes the job writes down where its message came from.
  const message = { id: 'reconcile', body: '', attributes: {} };
  const newJob: NewJob = { jobId, source, rendition: name, presetHash, message, queueUrl: '', outputBucket };
  if (!(await receipts.expect(newJob))) {
    const known =
      job?.jobId === jobId ? job : (await receipts.ofSource(bucket, key)).find(one => one.jobId === jobId);
    if (!known || !(await receipts.askedAgain(known))) return 'queued';
  }
  await requests.publish({ bucket, key }, name, job ? `overdue: ${job.state}` : 'nothing was known of it');
  return 'missing';
}

/** Its message has been received as often as it may be, and each time the worker died: SQS has put it into the DLQ. */
function lostTooOften({ state, attempts }: Job, maxReceiveCount: number): boolean {
  const died = attempts.filter(({ outcome, endedAt }) => outcome === 'lost' || endedAt === undefined).length;
  return state === 'running' && died >= maxReceiveCount;
}

function workersLost({ attempts }: Job): Failure {
  return failureOf('worker-lost', {
    class: 'transient',
    message: `Each of ${attempts.length} workers died at work, most likely for want of memory; its message is in the DLQ.`,
  });
}
