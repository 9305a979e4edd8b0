import { waitsForContainer } from '../../contract/compute/handedOn.ts';
import type { DroppedJob, Job } from '../../contract/job.ts';
import { isSince } from '../../contract/ledger/notRun.ts';
import { hasOpenAttempt } from '../attempt/attempt.ts';
import { AttemptFailed } from '../attempt/attemptFailed.ts';
import { dueLetter, failLetter } from '../notify/deadLetter.ts';
import { notify } from '../notify/notify.ts';
import type { Ports } from '../ports/ports.ts';
import type { SourceRequest } from '../uploads/parseMessage.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import type { Settings } from '../worker/settings.ts';
import type { Outcome } from './outcome.ts';

interface Deciding {
  settings: Pick<Settings, 'maxReceiveCount' | 'size'>;
  ports: Pick<Ports, 'ledger' | 'statuses' | 'outputs'>;
}

/**
 * What a job that is known already comes to for this message; null when there is work to do.
 * @throws {AttemptFailed} the old failure, when this very message has already met it for good.
 */
export async function alreadyDone(
  job: Job,
  request: SourceRequest,
  received: QueueMessage,
  { settings, ports }: Deciding,
): Promise<Outcome | null> {
  // Whoever ended it could not say so then. Where a letter is due, the sweep does both; a drop is told once nobody works on it.
  const isLeftToOthers = job.letterId === dueLetter(job) || (job.state === 'dropped' && hasOpenAttempt(job));
  if (job.untold && !isLeftToOthers) await notify(job, ports).catch(() => {});
  const sameMessage = job.message.id === received.message.id;
  await failLetter(job, received, ports.ledger);
  if (
    job.state === 'failed' &&
    sameMessage &&
    (job.failure.class !== 'transient' || isSpare(received, settings))
  ) {
    throw new AttemptFailed(job, job.failure);
  }
  if (job.state === 'dropped') {
    return isAskedAnew(job, request, received) ? null : { result: 'already-dropped', job };
  }
  // Whoever lets it go sends a message of its own, and the job waits for that one then.
  if (job.state === 'held') return { result: 'already-held', job };
  // To make again what is being made would pay for it twice. A container is who is waited for.
  const isForMe = waitsForContainer(job) && settings.size.compute === 'container';
  if (job.state === 'submitted' && !isForMe) return { result: 'already-submitted', job };
  if (request.force && !sameMessage && !madeSince(job, received)) return null;
  if (job.state === 'complete') {
    const stored = await ports.outputs.describe(job.output.bucket, job.output.key);
    if (stored?.maker?.jobId === job.jobId) return { result: 'already-complete', job };
  }
  return null;
}

/** S3 may tell of an upload twice, and late; whoever asks by name since has changed their mind. */
function isAskedAnew(
  { dropped }: DroppedJob,
  { announced }: SourceRequest,
  { message }: QueueMessage,
): boolean {
  return !announced && isSince(dropped, message);
}

/** Of a film's messages SQS gives out more than the profile's number, for workers that die. */
function isSpare(
  { receiveCount }: QueueMessage,
  { maxReceiveCount }: Pick<Settings, 'maxReceiveCount'>,
): boolean {
  return receiveCount > maxReceiveCount;
}

/** One request to make it again may come as two messages. */
function madeSince({ state, attempts }: Job, { message: { sentAt } }: QueueMessage): boolean {
  const startedAt = attempts.at(-1)?.startedAt;
  return state === 'complete' && sentAt !== undefined && startedAt !== undefined && startedAt > sentAt;
}
