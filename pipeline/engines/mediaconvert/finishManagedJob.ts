import type { Job } from '../../../contract/job.ts';
import type { ManagedEvent } from '../../../contract/messages/managedEvent.ts';
import { asFailure } from '../../../failures/failure.ts';
import { roundedUsd } from '../../../prices/cost.ts';
import { addRequests, requestsUsd } from '../../../prices/requests.ts';
import { hasOpenAttempt } from '../../attempt/attempt.ts';
import { NOTICE } from '../../attempt/expectedRequests.ts';
import { REQUESTS_AROUND_REPORT } from '../../attempt/requestsAround.ts';
import { Superseded } from '../../claim/superseded.ts';
import { sendAndNotify } from '../../notify/deadLetter.ts';
import { isProgressNews } from '../../notify/isProgressNews.ts';
import { statusOf } from '../../notify/statusOf.ts';
import type { Settings } from '../../worker/settings.ts';
import {
  endAsComplete,
  endAsDropped,
  endAsEncoded,
  endAsFailed,
  endAsSuperseded,
  endAsUnfit,
} from './endManagedJob.ts';
import { unansweredSubmissions } from './findUnanswered.ts';
import type { Finished, FinishPorts } from './finished.ts';
import { managedFailure } from './managedFailure.ts';
import {
  type DroppedManagedJob,
  hasEnded,
  hasVideoPlan,
  isOpen,
  isOpenThoughDropped,
  type ManagedPlan,
  named,
  type OpenJob,
  stagedKey,
} from './openJob.ts';
import { publishManaged } from './publishManaged.ts';

/**
 * Brings a submitted job to its end: checks and publishes what MediaConvert made, or puts the message back into its
 * queue, to be tried again where the service failed, else to end in the rendition's DLQ.
 * @throws what may pass (throttling, network), so that the event comes again.
 */
export async function finishManagedJob(
  event: ManagedEvent,
  ports: FinishPorts,
  settings: Pick<Settings, 'progressNewsPercent'>,
): Promise<Finished> {
  const found = await ports.ledger.get(event.userMetadata.jobId);
  if (found && isOpenThoughDropped(found, event) && hasEnded(event))
    return endWithoutOutput(found, event, ports);
  if (!found || !isOpen(found, event)) return stale(found, event, ports);
  const job = named(found, event);
  if (!hasEnded(event)) return report(job, event, ports, settings);
  const { clip } = job;
  // Its function takes the video from there.
  if (clip && event.status === 'COMPLETE')
    return endAsEncoded({ ...job, clip }, stagedKey(job, event), ports);
  const finished = await end(job, event, ports);
  // Not before the ledger knows: an event that comes again in between would find neither.
  await ports.outputs.remove(job.outputBucket, stagedKey(job, event));
  return finished;
}

/** Somebody has dropped it. What it was made into nobody gets to see, though MediaConvert may bill it. */
async function endWithoutOutput(
  found: DroppedManagedJob,
  event: ManagedEvent,
  ports: FinishPorts,
): Promise<Finished> {
  const job = named(found, event);
  const ended = await endAsDropped(job, event.status === 'COMPLETE', ports);
  await ports.outputs.remove(job.outputBucket, stagedKey(job, event));
  return { result: 'dropped', job: ended };
}

async function end(job: OpenJob, event: ManagedEvent, ports: FinishPorts): Promise<Finished> {
  if (event.status !== 'COMPLETE') return endAsFailed(job, managedFailure(event), ports);
  try {
    return await endAsComplete(job, await publishManaged(job, stagedKey(job, event), ports), ports);
  } catch (error) {
    if (error instanceof Superseded) return endAsSuperseded(job, error.by, ports);
    const failure = asFailure(error);
    if (failure.class === 'transient') throw error;
    return endAsUnfit(job, failure, ports);
  }
}

/** What a job that nobody waits for, nor will, has made goes; nobody ever saw it. */
async function stale(
  job: Job | null,
  event: ManagedEvent,
  { outputs, ...ports }: FinishPorts,
): Promise<Finished> {
  // A drop is told when MediaConvert has ended it, too.
  const isToEnd = job?.state === 'dropped' && hasOpenAttempt(job);
  if (job?.untold && !isToEnd) await sendAndNotify(job, ports);
  if (job && hasVideoPlan(job) && hasEnded(event) && !mayBeFound(job, event) && !isStaged(job, event)) {
    await outputs.remove(job.outputBucket, stagedKey(job, event));
  }
  return { result: 'stale', job };
}

/** What it has written waits for its function. */
function isStaged(job: Job & { plan: ManagedPlan }, event: ManagedEvent): boolean {
  return job.state !== 'complete' && job.clip?.staged === stagedKey(job, event);
}

/** Its submission's answer was lost and its attempt is over; the next attempt looks for it before it pays for another. */
function mayBeFound(job: Job, { userMetadata }: ManagedEvent): boolean {
  const isOver = job.state === 'complete' || job.state === 'superseded' || job.state === 'dropped';
  return !isOver && unansweredSubmissions(job).includes(userMetadata.attempt);
}

/** An event that is told on. */
const REPORT_AND_NOTICE = addRequests(REQUESTS_AROUND_REPORT, NOTICE);

async function report(
  job: OpenJob,
  event: ManagedEvent,
  { ledger, statuses, meter }: FinishPorts,
  settings: Pick<Settings, 'progressNewsPercent'>,
): Promise<Finished> {
  const progress = Math.min(99, Math.floor(event.jobProgress?.jobPercentComplete ?? 0));
  const { progress: before = 0 } = job;
  if (progress <= before) return { result: 'stale', job };
  const isNews = isProgressNews(progress, before, settings);
  const asked = addRequests(meter.take(), isNews ? REPORT_AND_NOTICE : REQUESTS_AROUND_REPORT);
  const change = { progress, requestsUsd: roundedUsd((job.requestsUsd ?? 0) + requestsUsd(asked)) };
  if (!(await ledger.settle(job, change))) return { result: 'stale', job };
  if (isNews) {
    await statuses.publish(statusOf({ ...job, progress })).catch(() => {}); // the next one says more
  }
  return { result: 'progress', job };
}
