import type { ClipStory } from '../../../contract/clips/clipStory.ts';
import type { Attempt, Job, Output } from '../../../contract/job.ts';
import type { Failure } from '../../../failures/failure.ts';
import { type Cost, roundedUsd } from '../../../prices/cost.ts';
import { mediaConvertCost } from '../../../prices/mediaConvertCost.ts';
import { endAttempt, withRequests } from '../../attempt/attempt.ts';
import { REQUESTS_AROUND_EVENT } from '../../attempt/requestsAround.ts';
import type { Successor } from '../../claim/superseded.ts';
import { dueLetter, sendAndNotify } from '../../notify/deadLetter.ts';
import { endDropped } from '../../outcomes/endDropped.ts';
import { letterOfSuperseded } from '../../outcomes/letterOfSuperseded.ts';
import type { AttemptEnd } from '../../ports/jobChange.ts';
import type { Finished, FinishPorts } from './finished.ts';
import { managedFailures } from './managedFailure.ts';
import { type DroppedManagedJob, type OpenJob, outputPlanOf } from './openJob.ts';

/** MediaConvert's own troubles may pass, but each try waits in its queue again. */
const MAX_MANAGED_FAILURES = 2;

/** MediaConvert bills only jobs that complete. */
const NOTHING: Cost = { billedSeconds: 0, usd: 0 };

/** Its output is published. */
export function endAsComplete(job: OpenJob, output: Output, ports: FinishPorts): Promise<Finished> {
  const cost = mediaConvertCost(outputPlanOf(job.plan), output.durationSeconds);
  const attempts = ended(job, 'complete', cost, ports);
  return settle(job, { state: 'complete', progress: 100, output, attempts }, ports);
}

/** Its video is there; the function that cut others takes its pictures, and ends it: its message goes back for that, once. */
export function endAsEncoded(
  job: OpenJob & { clip: ClipStory },
  staged: string,
  ports: FinishPorts,
): Promise<Finished> {
  const attempts = ended(job, 'encoded', costOf(job), ports);
  const clip = { ...job.clip, staged };
  return settle(job, { state: 'queued', clip, attempts, letterId: dueLetter(job) }, ports);
}

/** It was made and is paid for, and nobody needs it. */
export function endAsSuperseded(job: OpenJob, by: Successor, ports: FinishPorts): Promise<Finished> {
  const cost = costOf(job);
  const attempts = ended(job, 'superseded', cost, ports);
  return settle(job, { state: 'superseded', attempts, ...letterOfSuperseded(job, by) }, ports);
}

/** MediaConvert itself has ended it without an output. */
export function endAsFailed(job: OpenJob, failure: Failure, ports: FinishPorts): Promise<Finished> {
  return fail(job, failure, ended(job, failure.code, NOTHING, ports), ports);
}

/** What MediaConvert made, and bills, is not fit to be published. */
export function endAsUnfit(job: OpenJob, failure: Failure, ports: FinishPorts): Promise<Finished> {
  const cost = costOf(job);
  return fail(job, failure, ended(job, failure.code, cost, ports), ports);
}

/** Somebody wants it no more; where MediaConvert was quicker than the news of that, it is paid for. */
export function endAsDropped(
  job: DroppedManagedJob,
  isMade: boolean,
  ports: FinishPorts,
): Promise<DroppedManagedJob> {
  const cost = isMade ? costOf(job) : NOTHING;
  return endDropped(job, ended(job, 'dropped', cost, ports), ports);
}

/** As planned. */
function costOf({ plan }: Pick<OpenJob, 'plan'>): Cost {
  const output = outputPlanOf(plan);
  return mediaConvertCost(output, output.durationSeconds);
}

/** Its message goes back into its queue once the ledger knows why: to be tried again, or on its way to the DLQ. */
function fail(job: OpenJob, failure: Failure, attempts: Attempt[], ports: FinishPorts): Promise<Finished> {
  const again = failure.class === 'transient' && managedFailures(job) + 1 < MAX_MANAGED_FAILURES;
  const state = again ? 'queued' : 'failed';
  return settle(job, { state, failure, attempts, letterId: dueLetter(job) }, ports);
}

/**
 * The function that probed and submitted has written its part of the cost down already, and those that heard how far MediaConvert
 * was theirs.
 */
function ended(
  job: Pick<Job, 'attempts' | 'requestsUsd'>,
  outcome: string,
  cost: Cost,
  { meter }: FinishPorts,
): Attempt[] {
  const share = job.attempts.at(-1);
  const told = job.requestsUsd ?? 0;
  return endAttempt(job, outcome, () => {
    const { billedSeconds, usd, requestsUsd } = withRequests(cost, meter.take(), REQUESTS_AROUND_EVENT);
    return {
      billedSeconds,
      usd: roundedUsd(usd + told + (share?.usd ?? 0)),
      requestsUsd: roundedUsd(requestsUsd + told + (share?.requestsUsd ?? 0)),
    };
  });
}

async function settle(
  job: OpenJob,
  change: Exclude<AttemptEnd, { state: 'submitted' | 'held' | 'dropped' }>,
  ports: FinishPorts,
): Promise<Finished> {
  const endedJob: Job = { ...job, ...change };
  if (!(await ports.ledger.settle(job, change))) return { result: 'stale', job };
  await sendAndNotify(endedJob, ports).catch(() => {}); // the ledger knows that it is still to be told
  return { result: change.state, job: endedJob };
}
