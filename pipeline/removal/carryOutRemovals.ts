import type { Job, Source } from '../../contract/job.ts';
import { isUnfinished } from '../../contract/jobState.ts';
import type { Removal } from '../../contract/ledger/removal.ts';
import { type Problem, Problems } from '../reconcile/problems.ts';
import type { ReconciledRendition } from '../reconcile/reconcilePorts.ts';
import { outputKeyOf } from '../reconcile/writtenOutputs.ts';
import type { RemovalPorts } from './removalPorts.ts';

export interface RemovalRun {
  renditions: ReconciledRendition[];
  remainingMs(): number;
}

/** What a run has done. */
export interface Removed {
  outputs: { bucket: string; key: string }[];
  problems: Problem[];
}

/** Kept of the function's time for what else it has to do, milliseconds. */
const FOR_THE_REST_MS = 300_000;

/**
 * Deletes the outputs of sources that are still gone at the end of their grace. A source that is there again, by an undone delete
 * marker or a new upload, keeps them; where what is there is another version than they were made of, as after the newest
 * version was deleted for good, it is made instead.
 */
export async function carryOutRemovals(ports: RemovalPorts, run: RemovalRun): Promise<Removed> {
  const outputs: Removed['outputs'] = [];
  const problems = new Problems();
  for await (const removal of ports.removals.due(new Date())) {
    if (run.remainingMs() < FOR_THE_REST_MS) break;
    const deleted = await problems.noting(removal.key, () => carryOut(removal, ports, run));
    outputs.push(...(deleted ?? []));
  }
  return { outputs, problems: problems.met };
}

async function carryOut(
  removal: Removal,
  ports: RemovalPorts,
  { renditions }: RemovalRun,
): Promise<Removed['outputs']> {
  const { bucket, key } = removal;
  const [source, jobs] = await Promise.all([
    ports.sources.describe(bucket, key),
    ports.records.ofSource(bucket, key),
  ]);
  const deleted: Removed['outputs'] = [];
  for (const rendition of renditions) {
    const own = jobs.filter(job => job.rendition === rendition.name);
    if (source) await makeCurrent(source, rendition, own, ports);
    else deleted.push(...(await deleteOutputs(key, rendition, own, ports)));
  }
  await ports.removals.done(removal);
  return deleted;
}

/** What stands there may be of a version that is no more. Where somebody is at it, or has given it up, that is left alone. */
async function makeCurrent(
  { bucket, key, version }: Source,
  rendition: ReconciledRendition,
  jobs: Job[],
  { outputs, requests }: RemovalPorts,
): Promise<void> {
  const stored = await outputs.describe(rendition.outputBucket, outputKeyOf(rendition, key));
  if (!stored?.maker || stored.maker.sourceVersion === version) return;
  const isSettled = ({ state }: Job) => isUnfinished(state) || state === 'failed' || state === 'dropped';
  if (jobs.some(job => job.source.version === version && isSettled(job))) return;
  await requests.publish({ bucket, key }, rendition.name, 'its output is of a version that was deleted');
}

async function deleteOutputs(
  key: string,
  rendition: ReconciledRendition,
  jobs: Job[],
  ports: RemovalPorts,
): Promise<Removed['outputs']> {
  const bucket = rendition.outputBucket;
  const deleted: Removed['outputs'] = [];
  for (const outputKey of await outputKeys(key, rendition, jobs, ports)) {
    const stored = await ports.outputs.describe(bucket, outputKey);
    // What fanreel did not make is somebody's.
    if (!stored?.maker || !(await ports.outputs.removeExactly(bucket, outputKey, stored.eTag))) continue;
    deleted.push({ bucket, key: outputKey });
  }
  const gone = new Set(deleted.map(one => one.key));
  for (const job of jobs) {
    if (job.state !== 'complete' || !gone.has(job.output.key)) continue;
    await ports.removals.markPruned(job, { at: new Date().toISOString(), why: 'source-gone' });
  }
  return deleted;
}

/** Under today's key, or where a job has put it; of images also those beside the manifest, which goes last. */
async function outputKeys(
  key: string,
  rendition: ReconciledRendition,
  jobs: Job[],
  { listings }: RemovalPorts,
): Promise<Set<string>> {
  const final = outputKeyOf(rendition, key);
  const made = jobs.flatMap(({ output }) => (output ? [output.key] : []));
  const beside: string[] = [];
  if (rendition.outputEnding !== '') {
    const folder = `${key}/`;
    for await (const page of listings.list(rendition.outputBucket, folder)) {
      // No image's name has a slash in it: what has is of another source.
      beside.push(...page.map(one => one.key).filter(one => !one.slice(folder.length).includes('/')));
    }
  }
  const last = new Set([final, ...made].filter(one => one !== ''));
  return new Set([...beside.filter(one => !last.has(one)), ...last]);
}
