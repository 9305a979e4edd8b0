import type { Receipt } from '../../contract/messages/reconcile.ts';
import { decideByName } from '../uploads/decideByName.ts';
import { askAgain } from './askAgain.ts';
import { isVideo } from './isVideo.ts';
import { tellLoneSidecars } from './loneSidecars.ts';
import { type Problem, Problems } from './problems.ts';
import type { Listed, ReconcilePorts } from './reconcilePorts.ts';
import type { ReconcileRun } from './reconcileRun.ts';
import { standingOf } from './standing.ts';
import { listOutputs, type OutputsByRendition, writtenOf } from './writtenOutputs.ts';

/** What a run found, and did. */
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
  held: 0,
  dropped: 0,
  missing: 0,
};

/**
 * Holds the input bucket against the ledger and the output buckets, and asks again for what is missing, of each
 * source only the renditions that it misses. What is asked for gets a receipt first, so that a run soon after leaves
 * it alone. Objects that are not videos are nobody's loss, and in no receipt.
 */
export async function reconcile(ports: ReconcilePorts, options: ReconcileRun): Promise<Reconciled> {
  const outputs = await listOutputs(ports, options);
  const renditions = Object.fromEntries(options.renditions.map(({ name }) => [name, { ...NOTHING }]));
  const problems = new Problems();
  const result: Reconciled = { renditions, missing: [], problems: problems.met, stoppedAfter: null };
  let last: string | null = null;
  for await (const page of ports.listings.list(options.inputBucket)) {
    const sources = page.filter(({ key }) => typeof decideByName(key) === 'string');
    for (let first = 0; first < sources.length; first += AT_ONCE) {
      if (options.remainingMs() < FOR_THE_REPORT_MS) return { ...result, stoppedAfter: last };
      const some = sources.slice(first, first + AT_ONCE);
      const look = (source: Listed) =>
        problems.noting(source.key, () => lookAt(source, { ports, options, outputs, result }));
      await Promise.all(some.map(look));
      last = some.at(-1)?.key ?? last;
    }
    await tellLoneSidecars(page, ports, options, problems);
  }
  return result;
}

/** What a look at one source needs of the whole run. */
interface Run {
  ports: ReconcilePorts;
  options: ReconcileRun;
  outputs: OutputsByRendition;
  result: Reconciled;
}

async function lookAt(source: Listed, run: Run): Promise<void> {
  const { ports, options, outputs, result } = run;
  if (!(await isVideo(options.inputBucket, source, ports))) return;
  const jobs = await ports.records.ofSource(options.inputBucket, source.key);
  for (const rendition of options.renditions) {
    const ownJobs = jobs.filter(job => job.rendition === rendition.name);
    const stood = standingOf({
      source,
      jobs: ownJobs,
      output: writtenOf(rendition, source.key, ownJobs, outputs),
      overdueMs: options.overdueMs,
      now: Date.now(),
    });
    const standing =
      stood.standing === 'missing' ? await askAgain(source.key, rendition, stood.job, run) : stood.standing;
    const receipt = result.renditions[rendition.name] as Receipt;
    receipt.received += 1;
    receipt[standing] += 1;
    if (standing === 'missing') result.missing.push({ key: source.key, rendition: rendition.name });
  }
}
