import type { Plan } from '../media/plan.ts';
import { type Probe, probe } from '../media/probe.ts';
import { verifyOutput } from '../media/verify.ts';
import { outputOf } from './alreadyMade.ts';
import { describeAttempt, endAttempt, unansweredSubmissions } from './attempt.ts';
import { type Cost, mediaConvertCost } from './attemptCost.ts';
import { asFailure, type Failure } from './failure.ts';
import type { Job, Output } from './job.ts';
import { JobError } from './jobError.ts';
import { videoFacts, videoType } from './kinds/prepareVideo.ts';
import type { ManagedEvent } from './managedEvent.ts';
import { managedFailureClass } from './mediaConvertError.ts';
import { outputKey } from './outputKey.ts';
import type { DeadLetters, JobChange, Ledger, Outputs, Sources, Statuses, StoredOutput } from './ports.ts';
import { replacing } from './replacing.ts';
import { stagedOutputKey } from './stagingKey.ts';
import { statusOf } from './statusOf.ts';
import { Superseded } from './superseded.ts';
import { tell } from './tell.ts';

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

/** A submitted job, with the numbers under which MediaConvert works on it. */
type OpenJob = Job & { plan: Plan };

/** MediaConvert's own troubles may pass, but each try waits in its queue again. */
const MOST_MANAGED_FAILURES = 2;

/**
 * Brings a submitted job to its end: checks and publishes what MediaConvert made, puts the message back into its
 * queue where the service failed, or puts it into the rendition's DLQ with the error.
 * @throws what may pass (throttling, network), so that the event comes again.
 */
export async function finishManagedJob(event: ManagedEvent, ports: FinishPorts): Promise<Finished> {
  const found = await ports.ledger.get(event.userMetadata.jobId);
  if (!found || !isOpen(found, event)) return stale(found, event, ports);
  const job = named(found, event);
  if (event.status === 'ERROR' || event.status === 'CANCELED') return fail(job, errorOf(event), ports);
  if (event.status !== 'COMPLETE') return report(job, event, ports);
  const staged = stagedKey(job, event);
  try {
    return await publish(job, staged, ports);
  } catch (error) {
    if (error instanceof Superseded) return supersede(job, staged, ports);
    const failure = asFailure(error);
    if (failure.class === 'transient') throw error;
    await ports.outputs.remove(job.outputBucket, staged);
    return fail(job, failure, ports);
  }
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
  if (job?.untold) await tell(job, ports);
  if (job?.plan?.kind === 'video' && event.status === 'COMPLETE' && !mayBeFound(job, event)) {
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
  await ports.outputs.remove(job.outputBucket, staged);
  const cost = mediaConvertCost(job.plan, output.durationSeconds);
  const change: JobChange = {
    state: 'complete',
    progress: 100,
    output,
    attempts: endAttempt(job, 'complete', () => withFunctionShare(job, cost)),
  };
  return settle('complete', job, change, ports);
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
  if (!stored) throw outputMissing(staged);
  const probed = await probeStored(bucket, staged, stored, outputs);
  verifyOutput(probed, plan);
  const facts = videoFacts(probed, plan);
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
  await ports.outputs.remove(job.outputBucket, staged);
  const cost = mediaConvertCost(job.plan, job.plan.durationSeconds);
  const attempts = endAttempt(job, 'superseded', () => withFunctionShare(job, cost));
  return settle('superseded', job, { state: 'superseded', attempts }, ports);
}

/**
 * The queue first: a crash in between sends the message twice, which a redrive or the next worker forgives, and never
 * loses it. MediaConvert bills only jobs that complete.
 */
async function fail(job: OpenJob, failure: Failure, ports: FinishPorts): Promise<Finished> {
  const attempts = endAttempt(job, failure.code, () => withFunctionShare(job, { billedSeconds: 0, usd: 0 }));
  const again = failure.class === 'transient' && managedFailures(job) + 1 < MOST_MANAGED_FAILURES;
  if (again) await ports.deadLetters.requeue(job.queueUrl, job.message);
  else await ports.deadLetters.send(job.dlqUrl, job.message, failure);
  const state = again ? 'queued' : 'failed';
  return settle(state, job, { state, failure, attempts }, ports);
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
  await tell(ended, ports).catch(() => {}); // the ledger knows that it is still to be told
  return { result, job: ended };
}

function errorOf(event: ManagedEvent): Failure {
  if (event.status === 'CANCELED') {
    return {
      class: 'input',
      code: 'mediaconvert-canceled',
      message: `MediaConvert job ${event.jobId} was canceled.`,
    };
  }
  return {
    class: managedFailureClass(event.errorCode),
    code: `mediaconvert-${event.errorCode ?? 'error'}`,
    message: `MediaConvert job ${event.jobId} failed: ${event.errorMessage ?? 'no reason given'}`,
  };
}

function outputMissing(key: string): JobError {
  return new JobError({
    failureClass: 'preset',
    code: 'output-missing',
    message: `MediaConvert reported success, but "${key}" is not there.`,
  });
}
