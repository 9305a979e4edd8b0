import type { DroppedJob, Job, RunningJob, SubmittedJob } from '../../../contract/job.ts';
import { stagedOutputKey } from '../../../contract/keys/stagingKey.ts';
import type { ManagedEvent } from '../../../contract/messages/managedEvent.ts';
import type { ClipPlan } from '../../../media/clips/plan/clipPlan.ts';
import type { Plan } from '../../../media/plan/plan.ts';
import { describeAttempt } from '../../attempt/attempt.ts';

/** What MediaConvert may be asked for. */
export type ManagedPlan = Plan | ClipPlan;

/** What it is to write. */
export function outputPlanOf(plan: ManagedPlan): Plan {
  return plan.kind === 'clip' ? plan.output : plan;
}

/** A job that MediaConvert works on, or did. */
export type OpenJob = (RunningJob | SubmittedJob) & { plan: ManagedPlan };

/** One that somebody has dropped while MediaConvert worked on it. */
export type DroppedManagedJob = DroppedJob & { plan: ManagedPlan };

/** MediaConvert is done with it. */
export function hasEnded({ status }: ManagedEvent): boolean {
  return status === 'COMPLETE' || status === 'ERROR' || status === 'CANCELED';
}

/**
 * The job's last attempt has not ended, and this is its MediaConvert job. An event may be here before the answer to
 * the submission is written down: then the attempt's number tells. MediaConvert makes no images.
 */
export function isOpen(job: Job, event: ManagedEvent): job is OpenJob {
  return (job.state === 'running' || job.state === 'submitted') && isOfLastAttempt(job, event);
}

/** As isOpen, of a job that somebody has dropped meanwhile. */
export function isOpenThoughDropped(job: Job, event: ManagedEvent): job is DroppedManagedJob {
  return job.state === 'dropped' && isOfLastAttempt(job, event);
}

function isOfLastAttempt(job: Job, event: ManagedEvent): boolean {
  const last = job.attempts.at(-1);
  if (!hasVideoPlan(job) || !last || last.endedAt !== undefined) return false;
  return last.managedJobId === undefined
    ? last.engine === 'mediaconvert' && last.number === event.userMetadata.attempt
    : last.managedJobId === event.jobId;
}

/** It was planned, and not as images. */
export function hasVideoPlan<J extends Job>(job: J): job is J & { plan: ManagedPlan } {
  return job.plan !== undefined && job.plan.kind !== 'image';
}

/** Where the event is quicker than the answer to the submission, it is what tells which job was paid for. */
export function named<J extends Job>(job: J, { jobId, userMetadata }: ManagedEvent): J {
  const attempts = describeAttempt(job, { managedJobId: jobId, managedAttempt: userMetadata.attempt });
  return { ...job, attempts };
}

/** Where the event's job has written what it made. */
export function stagedKey(
  { jobId, plan }: Pick<OpenJob, 'jobId' | 'plan'>,
  { userMetadata }: ManagedEvent,
): string {
  return stagedOutputKey(jobId, userMetadata.attempt, outputPlanOf(plan).container);
}
