import type { ClipStory } from '../contract/clips/clipStory.ts';
import type { Job } from '../contract/job.ts';
import { asFailure } from '../failures/failure.ts';
import { WorkError } from '../failures/workError.ts';
import { AttemptFailed } from './attempt/attemptFailed.ts';
import type { Claim } from './claim/claim.ts';
import { HeldElsewhere } from './claim/heldElsewhere.ts';
import { Superseded } from './claim/superseded.ts';
import { heldElsewhere, takeJob } from './claim/takeJob.ts';
import { withLease } from './claim/withLease.ts';
import { alreadyCut } from './clips/asked/alreadyCut.ts';
import type { AskedClip } from './clips/asked/askedClip.ts';
import { type ClipCut, clipSources, sizeOf, takenOf } from './clips/find/clipCut.ts';
import { type FoundStaged, findStaged } from './clips/findStaged.ts';
import { lookFor } from './clips/lookFor.ts';
import { prepareClip } from './clips/prepareClip.ts';
import { prepareStaged } from './clips/prepareStaged.ts';
import { settle } from './clips/settle.ts';
import type { Prepared } from './kinds/prepared.ts';
import { makePrepared } from './makeRendition.ts';
import { endAttemptAs } from './outcomes/endAttemptAs.ts';
import type { Outcome } from './outcomes/outcome.ts';
import { willComeAgain } from './outcomes/retry.ts';
import { withManaged } from './withManaged.ts';
import type { QueueMessage } from './worker/queueMessage.ts';
import type { Worker } from './worker/worker.ts';

/**
 * Cuts a clip, once: looks for what it is cut from, takes the job in the ledger where that is there, does it, records the end;
 * or writes down that it waits, or came to nothing.
 * @throws {HeldElsewhere} while another worker has the job; {AttemptFailed} when the work failed, or nobody can do it;
 * whatever may pass of a look.
 */
export async function cutClip(
  asked: AskedClip,
  seen: Job | null,
  received: QueueMessage,
  worker: Worker,
): Promise<Outcome> {
  const done = seen && (await alreadyCut(seen, asked, received, worker));
  if (done) return done;
  const { settings, ports } = worker;
  if (seen?.state === 'running' && seen.leaseUntil > Date.now()) {
    throw await heldElsewhere(seen.jobId, received, ports.ledger);
  }
  const staged = seen && !asked.request.force ? await findStaged(seen, ports) : null;
  if (staged) return await endStaged(asked, seen, staged, received, worker);
  const found = await lookOrFail(asked, seen, received, worker);
  if ('result' in found) return found;
  const { staged: _, ...known } = asked.newJob.clip;
  const clip: ClipStory = { ...known, taken: takenOf(found), gaps: found.gaps };
  const source = { ...asked.newJob.source, sizeBytes: sizeOf(found) };
  const cutting = { ...worker, ports: { ...ports, sources: clipSources(found, source, ports.sources) } };
  const newJob = { ...asked.newJob, clip, source };
  const prepare = (claim: Claim) => prepareFor(found, asked, claim, settings);
  return await takeAndMake({ newJob, seen, prepare }, received, cutting);
}

/** A clip of which MediaConvert has made the video; what that has written is of no use any more once it is published. */
async function endStaged(
  { newJob: asked, preset }: AskedClip,
  seen: Job | null,
  { made, ...staged }: FoundStaged,
  received: QueueMessage,
  worker: Worker,
): Promise<Outcome> {
  const { ports } = worker;
  const source = { ...asked.source, sizeBytes: seen?.source.sizeBytes ?? 0 };
  const ending = { ...worker, ports: { ...ports, sources: clipSources(made, source, ports.sources) } };
  const prepare = async ({ job }: Claim) => prepareStaged(staged, preset, job);
  const outcome = await takeAndMake({ newJob: { ...asked, source }, seen, prepare }, received, ending);
  const { bucket, key } = staged.object;
  if (outcome.result === 'complete') await ports.outputs.remove(bucket, key).catch(() => {}); // else it expires
  return outcome;
}

/** A clip that is to be made, and how. */
interface Making {
  newJob: AskedClip['newJob'];
  seen: Job | null;
  prepare(claim: Claim): Promise<Prepared>;
}

async function takeAndMake(
  { newJob, seen, prepare }: Making,
  received: QueueMessage,
  worker: Worker,
): Promise<Outcome> {
  const { settings, ports } = worker;
  const taken = await takeJob(newJob, seen, received, { settings, ledger: ports.ledger });
  // What an attempt that died has published may be cut from other recordings: it is made anew, file by file.
  const claim = { ...taken, kind: 'clip' as const, force: true, meter: ports.meter, probed: null };
  return withLease(claim, settings, ports, held => attempt(prepare, held, worker));
}

async function prepareFor(
  cut: ClipCut,
  { preset }: AskedClip,
  claim: Claim,
  settings: Worker['settings'],
): Promise<Prepared> {
  return await withManaged(await prepareClip(cut, preset, claim.job), cut, claim, settings);
}

/** What there is to cut, or what the clip comes to without; nobody takes a job for what can never be. */
async function lookOrFail(
  asked: AskedClip,
  seen: Job | null,
  received: QueueMessage,
  worker: Worker,
): Promise<ClipCut | Outcome> {
  const untilNow = new Date();
  try {
    return await lookFor(asked, seen, worker);
  } catch (error) {
    if (error instanceof HeldElsewhere) throw error;
    const changed = changedAs(error);
    const failure = asFailure(changed);
    if (willComeAgain(failure, received, worker.settings)) throw changed;
    const change = { state: 'failed' as const, failure, clip: asked.newJob.clip, untilNow };
    const { job } = await settle(asked, seen, change, worker);
    throw new AttemptFailed(job, failure, { cause: error });
  }
}

async function attempt(prepare: Making['prepare'], claim: Claim, worker: Worker): Promise<Outcome> {
  const { settings, ports } = worker;
  try {
    return await makePrepared(await prepare(claim), claim, worker);
  } catch (failed) {
    // Why the work was stopped says more than where it was.
    const error = changedAs(claim.signal.aborted ? claim.signal.reason : failed);
    const ended = await endAttemptAs(error, claim, settings, ports);
    if (ended.state === 'dropped') return { result: 'dropped', job: ended };
    if (error instanceof Superseded) return { result: 'superseded', job: ended };
    throw new AttemptFailed(ended, asFailure(error), { cause: error });
  }
}

/** A recording that is another one now leaves the clip to be made anew, by what there is then. */
function changedAs(error: unknown): unknown {
  if (!(error instanceof Superseded) || error.by !== 'source') return error;
  return new WorkError('recording-changed', { message: error.message, cause: error });
}
