import type { Job, Output } from '../../../contract/job.ts';
import { outputKey } from '../../../contract/keys/outputKey.ts';
import { stagedOutputKey } from '../../../contract/keys/stagingKey.ts';
import type { ManagedEvent } from '../../../contract/messages/managedEvent.ts';
import { asFailure, type Failure, failureOf } from '../../../failures/failure.ts';
import { WorkError } from '../../../failures/workError.ts';
import { shortOfClaim } from '../../../media/plan/incomplete.ts';
import type { Plan } from '../../../media/plan/plan.ts';
import { type Probe, probe } from '../../../media/probe/probe.ts';
import { verifyOutput } from '../../../media/verify/output/verifyOutput.ts';
import { describeAttempt, endAttempt, unansweredSubmissions } from '../../attempt/attempt.ts';
import { type Cost, mediaConvertCost } from '../../attempt/attemptCost.ts';
import { Superseded } from '../../claim/superseded.ts';
import { videoFacts, videoType } from '../../kinds/prepareVideo.ts';
import { dueLetter, sendAndNotify } from '../../notify/deadLetter.ts';
import { statusOf } from '../../notify/statusOf.ts';
import { outputOf } from '../../publish/findPublished.ts';
import { replacing } from '../../publish/preparePublication.ts';
import type {
  DeadLetters,
  JobChange,
  Ledger,
  Outputs,
  Sources,
  Statuses,
  StoredOutput,
} from '../../worker/ports.ts';
import { managedFailureClass } from './mediaConvertError.ts';

export interface FinishPorts {
  ledger: Ledger;
  sources: Sources;
  outputs: Outputs;
  statuses: Statuses;
  deadLetters: DeadLetters;
}

/** What an event came to, and the job as it is then; `stale` ones tell of an attempt that is over. */
export interface Finished {
  result: 'complete' | 'failed' | 'queued' | 'superseded' | 'progress' | 'stale';
  job: Job | null;
}

/** A job that MediaConvert works on, or did. */
type OpenJob = Job & { plan: Plan };

/** MediaConvert bills only jobs that complete. */
const NOTHING: Cost = { billedSeconds: 0, usd: 0 };

/** MediaConvert's own troubles may pass, but each try waits in its queue again. */
const MOST_MANAGED_FAILURES = 2;

/**
 * Brings a submitted job to its end: checks and publishes what MediaConvert made, or puts the message back into its
 * queue, to be tried again where the service failed, else to end in the rendition's DLQ.
 * @throws what may pass (throttling, network), so that the event comes again.
 */
export async function finishManagedJob(event: ManagedEvent, ports: FinishPorts): Promise<Finished> {
  const found = await ports.ledger.get(event.userMetadata.jobId);
  if (!found || !isOpen(found, event)) return stale(found, event, ports);
  const job = named(found, event);
  if (!hasEnded(event)) return report(job, event, ports);
  const staged = stagedKey(job, event);
  if (event.status !== 'COMPLETE') return fail(job, staged, errorOf(event), NOTHING, ports);
  try {
    return await publish(job, staged, ports);
  } catch (error) {
    if (error instanceof Superseded) return supersede(job, staged, ports);
    const failure = asFailure(error);
    if (failure.class === 'transient') throw error;
    return fail(job, staged, failure, mediaConvertCost(job.plan, job.plan.durationSeconds), ports);
  }
}

function hasEnded({ status }: ManagedEvent): boolean {
  return status === 'COMPLETE' || status === 'ERROR' || status === 'CANCELED';
}

/**
 * The job's last attempt has not ended, and this is its MediaConvert job. An event may be here before the answer to
 * the submission is written down: then the attempt's number tells. MediaConvert makes videos and nothing else.
 */
function isOpen(job: Job, event: ManagedEvent): job is OpenJob {
  const last = job.attempts.at(-1);
  if (job.plan?.kind !== 'video' || !last || last.endedAt !== undefined) return false;
  return last.managedJobId === undefined
    ? last.engine === 'mediaconvert' && last.number === event.userMetadata.attempt
    : last.managedJobId === event.jobId;
}

/** Where the event is quicker than the answer to the submission, it is what tells which job was paid for. */
function named(job: OpenJob, { jobId, userMetadata }: ManagedEvent): OpenJob {
  const attempts = describeAttempt(job, { managedJobId: jobId, managedAttempt: userMetadata.attempt });
  return { ...job, attempts };
}

/** What a job that nobody waits for, nor will, has made goes; nobody ever saw it. */
async function stale(
  job: Job | null,
  event: ManagedEvent,
  { outputs, ...ports }: FinishPorts,
): Promise<Finished> {
  if (job?.untold) await sendAndNotify(job, ports);
  if (job?.plan?.kind === 'video' && hasEnded(event) && !mayBeFound(job, event)) {
    await outputs.remove(job.outputBucket, stagedKey(job as OpenJob, event));
  }
  return { result: 'stale', job };
}

/** Its submission's answer was lost and its attempt is over; the next attempt looks for it before it pays for another. */
function mayBeFound(job: Job, { userMetadata }: ManagedEvent): boolean {
  const isOver = job.state === 'complete' || job.state === 'superseded';
  return !isOver && unansweredSubmissions(job).includes(userMetadata.attempt);
}

function stagedKey(job: OpenJob, { userMetadata }: ManagedEvent): string {
  return stagedOutputKey(job.jobId, userMetadata.attempt, job.plan.container);
}

async function report(
  job: OpenJob,
  event: ManagedEvent,
  { ledger, statuses }: FinishPorts,
): Promise<Finished> {
  const progress = Math.min(99, Math.floor(event.jobProgress?.jobPercentComplete ?? 0));
  if (progress <= (job.progress ?? 0)) return { result: 'stale', job };
  if (!(await ledger.settle(job, { progress }))) return { result: 'stale', job };
  await statuses.publish(statusOf({ ...job, progress })).catch(() => {}); // the next one says more
  return { result: 'progress', job };
}

async function publish(job: OpenJob, staged: string, ports: FinishPorts): Promise<Finished> {
  const output = (await alreadyPublished(job, ports)) ?? (await publishStaged(job, staged, ports));
  const cost = mediaConvertCost(job.plan, output.durationSeconds);
  const change: JobChange = {
    state: 'complete',
    progress: 100,
    output,
    attempts: endAttempt(job, 'complete', () => withFunctionShare(job, cost)),
  };
  const finished = await settle('complete', job, change, ports);
  // Not before the ledger knows: an event that comes again in between would find neither.
  await ports.outputs.remove(job.outputBucket, staged);
  return finished;
}

/** An earlier delivery of this event may have ended after publishing, before the ledger heard of it. */
async function alreadyPublished(job: OpenJob, { outputs }: FinishPorts): Promise<Output | null> {
  const key = outputKey(job.source.key, job.plan.container);
  const stored = await outputs.describe(job.outputBucket, key);
  if (stored?.maker?.jobId !== job.jobId || stored.maker.attempt !== job.attempts.length) return null;
  return outputOf(job.outputBucket, key, stored, stored.maker.facts);
}

async function publishStaged(job: OpenJob, staged: string, ports: FinishPorts): Promise<Output> {
  const { outputs } = ports;
  const { outputBucket: bucket, plan } = job;
  const stored = await outputs.describe(bucket, staged);
  if (!stored) {
    // Another delivery of the event may have been quicker.
    const published = await alreadyPublished(job, ports);
    if (published) return published;
    throw outputMissing(staged);
  }
  const probed = await probeStored(bucket, staged, stored, outputs);
  verifyOutput(probed, plan);
  const incomplete = shortOfClaim(probed.video.durationSeconds ?? 0, plan);
  const facts = { ...videoFacts(probed, plan), ...(incomplete && { incomplete }) };
  const key = outputKey(job.source.key, plan.container);
  const { to, over } = await replacing(job, { key, contentType: videoType(plan), facts }, ports);
  await outputs.publishStaged(staged, to, over);
  return outputOf(bucket, key, (await outputs.describe(bucket, key)) ?? stored, facts);
}

function probeStored(bucket: string, key: string, stored: StoredOutput, outputs: Outputs): Promise<Probe> {
  return probe((offset, length) => outputs.readRange(bucket, key, offset, length), stored.sizeBytes);
}

/** A newer output took its place; it was made and is paid for, and nobody needs it. */
async function supersede(job: OpenJob, staged: string, ports: FinishPorts): Promise<Finished> {
  const cost = mediaConvertCost(job.plan, job.plan.durationSeconds);
  const attempts = endAttempt(job, 'superseded', () => withFunctionShare(job, cost));
  const finished = await settle('superseded', job, { state: 'superseded', attempts }, ports);
  await ports.outputs.remove(job.outputBucket, staged);
  return finished;
}

/**
 * Sends the message back into its queue once the ledger knows why. What was written goes: also a job that was canceled
 * may have come so far.
 */
async function fail(
  job: OpenJob,
  staged: string,
  failure: Failure,
  cost: Cost,
  ports: FinishPorts,
): Promise<Finished> {
  const attempts = endAttempt(job, failure.code, () => withFunctionShare(job, cost));
  const again = failure.class === 'transient' && managedFailures(job) + 1 < MOST_MANAGED_FAILURES;
  const state = again ? 'queued' : 'failed';
  const change: JobChange = { state, failure, attempts, letterId: dueLetter(job) };
  const finished = await settle(state, job, change, ports);
  await ports.outputs.remove(job.outputBucket, staged);
  return finished;
}

function managedFailures({ attempts }: Job): number {
  return attempts.filter(({ outcome }) => outcome?.startsWith('mediaconvert-')).length;
}

/** The function that probed and submitted has written its part down already. */
function withFunctionShare({ attempts }: Job, cost: Cost): Cost {
  return { ...cost, usd: cost.usd + (attempts.at(-1)?.usd ?? 0) };
}

async function settle(
  result: 'complete' | 'failed' | 'queued' | 'superseded',
  job: Job,
  change: JobChange,
  ports: FinishPorts,
): Promise<Finished> {
  const ended: Job = { ...job, ...change };
  if (!(await ports.ledger.settle(job, change))) return { result: 'stale', job };
  await sendAndNotify(ended, ports).catch(() => {}); // the ledger knows that it is still to be told
  return { result, job: ended };
}

function errorOf({ status, jobId, errorCode, errorMessage }: ManagedEvent): Failure {
  const isCanceled = status === 'CANCELED';
  const code = `mediaconvert-${isCanceled ? 'canceled' : (errorCode ?? 'error')}`;
  return failureOf(code, {
    class: isCanceled ? 'input' : managedFailureClass(errorCode),
    message: isCanceled
      ? `MediaConvert job ${jobId} was canceled.`
      : `MediaConvert job ${jobId} failed: ${errorMessage ?? 'no reason given'}`,
  });
}

function outputMissing(key: string): WorkError {
  return new WorkError('output-missing', {
    message: `MediaConvert reported success, but "${key}" is not there.`,
  });
}
