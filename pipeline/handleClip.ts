import type { ClipRequest } from '../contract/messages/clip.ts';
import { aboutJob, answerTo, type Handled } from './answerTo.ts';
import { askedClip, asRequest, goOnAs, lessWaits } from './clips/asked/askedClip.ts';
import { clipPresetOf } from './clips/asked/refuse.ts';
import { takeName } from './clips/asked/takeName.ts';
import { cutClip } from './cutClip.ts';
import type { Outcome } from './outcomes/outcome.ts';
import type { SourceRequest } from './uploads/parseMessage.ts';
import type { QueueMessage } from './worker/queueMessage.ts';
import type { Worker } from './worker/worker.ts';

/**
 * Cuts the clip that a message asks for. A clip whose recordings are not there yet has its message come again after a back-off:
 * nothing is ever sent anew, and these receives are no failures.
 * @throws {WorkError} input/bad-message where the queue is none of clips; what the ledger throws.
 */
export async function handleClip(
  request: ClipRequest,
  received: QueueMessage,
  worker: Worker,
): Promise<Handled> {
  const { rendition, ports } = worker;
  const fresh = askedClip(request, clipPresetOf(rendition), received, rendition);
  const seen = await ports.ledger.get(fresh.newJob.jobId);
  const asked = goOnAs(fresh, seen);
  const { source, clip } = asked.newJob;
  const { bucket, key, version } = source;
  const about = {
    messageId: received.message.id,
    rendition: rendition.name,
    source: { bucket, key, version },
  };
  const counted = lessWaits(received, seen);
  // Until it has its id, what lies under that is another's.
  let named: SourceRequest | undefined;
  try {
    await takeName(asked, ports.ledger);
    named = asRequest(asked);
    return answerOf(await cutClip(asked, seen, counted, worker), about);
  } catch (error) {
    const failed = { about, request: named, clip, received: counted };
    return { outcomes: [], ...(await answerTo(error, failed, worker)) };
  }
}

function answerOf(outcome: Outcome, known: Handled['about']): Handled {
  const { result, job } = outcome;
  const about = aboutJob(known, job);
  const next = job.clip?.waits.at(-1);
  if (result !== 'pending' || !next) return { acknowledge: true, about, outcomes: [outcome] };
  const retryInSeconds = Math.max(0, Math.ceil((Date.parse(next.nextAt) - Date.now()) / 1_000));
  return { acknowledge: false, about, outcomes: [outcome], retryInSeconds, waitsFor: next.missing };
}
