import type { Job } from '../../contract/job.ts';
import { AttemptFailed } from '../attempt/attemptFailed.ts';
import type { DeadLetters } from '../ports/deadLetters.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import { type NotifyPorts, notify } from './notify.ts';

export interface LetterPorts extends NotifyPorts {
  deadLetters: DeadLetters;
}

/** What a job has in the place of its letter's message id, until a worker has seen the letter. */
export function dueLetter({ jobId, attempts }: Pick<Job, 'jobId' | 'attempts'>): string {
  return `${jobId}/${attempts.length}`;
}

/**
 * Tells how a managed job ended, and first sends its message back where it failed: that was acknowledged when
 * MediaConvert took the job. It goes into its queue as it first came where it is to be tried again or looked at anew, else as a letter
 * that its worker fails for free, until SQS's own policy moves it to the DLQ: of a message that was sent to a DLQ
 * directly, a redrive cannot tell where it came from, and stops there. That of a clip whose video is there goes back as well. A crash in between sends it twice.
 */
export async function sendAndNotify(job: Job, ports: LetterPorts): Promise<void> {
  const { failure, letterId, queueUrl, message, state } = job;
  if (letterId === dueLetter(job) && 'body' in message) {
    if (state === 'queued' || state === 'superseded') await ports.deadLetters.requeue(queueUrl, message);
    if (state === 'failed' && failure) await ports.deadLetters.send(queueUrl, message, failure, letterId);
  }
  await notify(job, ports);
}

/**
 * Fails a letter on its way to the DLQ.
 * @throws {AttemptFailed} final, for the letter of this very failure, each time it comes; not once it was redriven,
 * for then it has another id.
 */
export async function failLetter(
  job: Job,
  { message, letterId }: Pick<QueueMessage, 'message' | 'letterId'>,
  ledger: Ledger,
): Promise<void> {
  if (job.state !== 'failed' || !job.letterId) return;
  const isFirstSeen = job.letterId === dueLetter(job) && letterId === job.letterId;
  if (isFirstSeen) await ledger.knowLetter(job, message.id);
  if (isFirstSeen || job.letterId === message.id) {
    throw new AttemptFailed(job, job.failure, { isFinal: true });
  }
}
