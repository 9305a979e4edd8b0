import type { Plan } from '../media/plan.ts';
import { type Probe, probe } from '../media/probe.ts';
import { verifyOutput } from '../media/verify.ts';
import { endAttempt } from './attempt.ts';
import { asFailure, type Failure } from './failure.ts';
import type { Job, Output } from './job.ts';
import { JobError } from './jobError.ts';
import { videoFacts, videoType } from './kinds/prepareVideo.ts';
import type { ManagedEvent } from './managedEvent.ts';
import { outputKey } from './outputKey.ts';
import type { DeadLetters, JobChange, Ledger, Outputs, Sources, Statuses, StoredOutput } from './ports.ts';
import { replacing } from './replacing.ts';
import { stagingKey } from './stagingKey.ts';
import { statusOf } from './statusOf.ts';

export interface FinishPorts {
  ledger: Ledger;
  sources: Sources;
  outputs: Outputs;
  statuses: Statuses;
  deadLetters: DeadLetters;
}

/** What an event came to; `stale` ones tell of an attempt that is over. */
export type Finished = 'complete' | 'failed' | 'progress' | 'stale';

/**
 * Brings a submitted job to its end: checks and publishes what MediaConvert made, or puts the original message into
 * the rendition's DLQ with the error.
 * @throws what may pass (throttling, network), so that the event comes again.
 */
export async function finishManagedJob(event: ManagedEvent, ports: FinishPorts): Promise<Finished> {
  const number = event.userMetadata.attempt;
  const job = await ports.ledger.get(event.userMetadata.jobId);
  if (!job || !isOpen(job, number)) return 'stale';
  if (event.status === 'ERROR' || event.status === 'CANCELED')
    return fail(job, number, errorOf(event), ports);
  if (event.status !== 'COMPLETE') return report(job, number, event, ports);
  try {
    return await publish(job, number, ports);
  } catch (error) {
    const failure = asFailure(error);
    if (failure.class === 'transient' && failure.code !== 'source-changed') throw error;
    return fail(job, number, failure, ports);
  }
}

/** The attempt is the job's last, and has not ended. MediaConvert makes videos and nothing else. */
function isOpen(job: Job, number: number): job is Job & { plan: Plan } {
  const last = job.attempts.at(-1);
  return job.plan?.kind === 'video' && last?.number === number && last.endedAt === undefined;
}

async function report(job: Job, number: number, event: ManagedEvent, ports: FinishPorts): Promise<Finished> {
  const progress = Math.min(99, Math.floor(event.jobProgress?.jobPercentComplete ?? 0));
  if (progress <= (job.progress ?? 0)) return 'stale';
  if (!(await ports.ledger.settle(job, number, { progress }))) return 'stale';
  await ports.statuses.publish(statusOf({ ...job, progress }));
  return 'progress';
}

async function publish(job: Job & { plan: Plan }, number: number, ports: FinishPorts): Promise<Finished> {
  const output = (await alreadyPublished(job, number, ports)) ?? (await publishStaged(job, number, ports));
  const change: JobChange = {
    state: 'complete',
    progress: 100,
    output,
    attempts: endAttempt(job, 'complete'),
  };
  await ports.ledger.settle(job, number, change);
  await ports.statuses.publish(statusOf({ ...job, ...change }));
  return 'complete';
}

/** An earlier delivery of this event may have ended after publishing, before the ledger heard of it. */
async function alreadyPublished(
  job: Job & { plan: Plan },
  number: number,
  { outputs }: FinishPorts,
): Promise<Output | null> {
  const key = outputKey(job.source.key, job.plan.container);
  const stored = await outputs.describe(job.outputBucket, key);
  if (stored?.jobId !== job.jobId || stored.attempt !== number) return null;
  const probed = await probeStored(job.outputBucket, key, stored, outputs);
  return { bucket: job.outputBucket, key, ...videoFacts(probed, job.plan) };
}

async function publishStaged(job: Job & { plan: Plan }, number: number, ports: FinishPorts): Promise<Output> {
  const { outputs } = ports;
  const staged = `${stagingKey(job.jobId, number)}.${job.plan.container}`;
  const stored = await outputs.describe(job.outputBucket, staged);
  if (!stored) throw outputMissing(staged);
  const probed = await probeStored(job.outputBucket, staged, stored, outputs);
  verifyOutput(probed, job.plan);
  const file = { key: outputKey(job.source.key, job.plan.container), contentType: videoType(job.plan) };
  const { to, over } = await replacing(job, file, ports);
  await outputs.publishStaged(staged, to, over);
  await outputs.remove(job.outputBucket, staged);
  return { bucket: to.bucket, key: to.key, ...videoFacts(probed, job.plan) };
}

function probeStored(bucket: string, key: string, stored: StoredOutput, outputs: Outputs): Promise<Probe> {
  return probe((offset, length) => outputs.readRange(bucket, key, offset, length), stored.sizeBytes);
}

/** The DLQ first: a crash in between sends the message twice, which a redrive forgives, and never loses it. */
async function fail(job: Job, number: number, failure: Failure, ports: FinishPorts): Promise<Finished> {
  await ports.deadLetters.send(job.dlqUrl, job.message, failure);
  const change: JobChange = { state: 'failed', failure, attempts: endAttempt(job, failure.code) };
  await ports.ledger.settle(job, number, change);
  await ports.statuses.publish(statusOf({ ...job, ...change }));
  return 'failed';
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
    class: 'input',
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
