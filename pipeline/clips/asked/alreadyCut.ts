import type { Job } from '../../../contract/job.ts';
import { alreadyDone } from '../../outcomes/alreadyDone.ts';
import type { Outcome } from '../../outcomes/outcome.ts';
import type { QueueMessage } from '../../worker/queueMessage.ts';
import type { Worker } from '../../worker/worker.ts';
import { type AskedClip, asRequest } from './askedClip.ts';

/** How late the next look of a message may come before it is taken to be lost, milliseconds. */
const LATE_MS = 120_000;

/**
 * What a clip that is known already comes to for this message; null where there is something to do.
 * @throws {AttemptFailed} as alreadyDone.
 */
export async function alreadyCut(
  job: Job,
  asked: AskedClip,
  received: QueueMessage,
  worker: Worker,
): Promise<Outcome | null> {
  const done = await alreadyDone(job, asRequest(asked), received, worker);
  if (done) return done;
  const isSameMessage = job.message.id === received.message.id;
  switch (job.state) {
    case 'pending':
      // The same request twice is one clip, and one message is enough to wait for it.
      return !isSameMessage && isExpected(job) ? { result: 'already-pending', job } : null;
    case 'not-available':
    case 'out-of-range':
      return isSameMessage ? { result: job.state, job } : null;
    default:
      return null;
  }
}

function isExpected({ clip }: Pick<Job, 'clip'>): boolean {
  const next = clip?.waits.at(-1);
  return next !== undefined && Date.parse(next.nextAt) > Date.now() - LATE_MS;
}
