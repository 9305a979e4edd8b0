import { setTimeout as wait } from 'node:timers/promises';
import { type About, aboutJob, answerTo, type Handled } from './answerTo.ts';
import { HeldElsewhere } from './claim/heldElsewhere.ts';
import { NotWanted } from './claim/notWanted.ts';
import { SourceGone } from './claim/sourceGone.ts';
import { refuseUploads } from './clips/asked/refuse.ts';
import { handlePiece, type PieceHandled } from './film/handlePiece.ts';
import { handleClip } from './handleClip.ts';
import { AskedAnew } from './outcomes/askedAnew.ts';
import type { Outcome } from './outcomes/outcome.ts';
import { isLastReceive } from './outcomes/retry.ts';
import { transcode } from './transcode.ts';
import { decideUpload, leftAloneSentence } from './uploads/decideUpload.ts';
import { parseMessage, type SourceRequest } from './uploads/parseMessage.ts';
import { followSidecar } from './wishes/followSidecar.ts';
import type { QueueMessage } from './worker/queueMessage.ts';
import type { Worker } from './worker/worker.ts';

/** Kept of the function's time for the work itself when it waits for another worker, milliseconds. */
const AFTER_WAITING_MS = 30_000;

/**
 * The one place that decides whether a message is done. A job that returns is acknowledged. One that throws comes
 * again: after a back-off when the failure may pass, at once when it is for good, so that SQS's own redrive policy
 * soon moves the message to the DLQ, where an operator can see and redrive it.
 */
export async function handleMessage(received: QueueMessage, worker: Worker): Promise<Handled> {
  const { outcomes, notes, request, piece, clip, thrown } = await workOnAll(received, worker);
  const about: About = {
    messageId: received.message.id,
    rendition: worker.rendition.name,
    ...(request && { source: sourceOf(request) }),
  };
  if (piece) return ofPiece(piece, about);
  if (clip) return clip;
  if (thrown) return { outcomes, ...(await answerTo(thrown.error, { about, request, received }, worker)) };
  const last = outcomes.at(-1);
  return {
    acknowledge: true,
    about: last ? aboutJob(about, last.job) : about,
    outcomes,
    ...(notes.length > 0 && { ignored: notes.join(' ') }),
  };
}

/** What came of a message's sources, one after the other. */
interface Worked {
  outcomes: Outcome[];
  /** Why there was nothing to do for one of them. */
  notes: string[];
  /** What is told of: the first one that failed, else the last. */
  request?: SourceRequest | undefined;
  /** It asked for a piece of a film instead. */
  piece?: PieceHandled;
  /** It asked for a clip instead. */
  clip?: Handled;
  /** The first one's failure, or the message's own. */
  thrown?: { error: unknown };
}

/** The others of a message are not made to wait for one that fails. */
async function workOnAll(received: QueueMessage, worker: Worker): Promise<Worked> {
  const worked: Worked = { outcomes: [], notes: [] };
  try {
    const { sources, piece, clip, ignored } = parseMessage(received.message.body);
    if (clip) worked.clip = await handleClip(clip, received, worker);
    else refuseUploads(sources, worker.rendition);
    if (piece) worked.piece = await handlePiece(piece, received, worker);
    if (ignored !== undefined) worked.notes.push(ignored);
    for (const told of sources) {
      const request = followSidecar(told, worker.settings.wishes);
      if (!worked.thrown) worked.request = request;
      try {
        const leftAlone = request.announced ? await whyLeftAlone(request, worker) : null;
        if (leftAlone !== null) worked.notes.push(leftAlone);
        else worked.outcomes.push(await transcodeOnce(request, received, worker));
      } catch (error) {
        const note = whyNothing(error, request);
        if (note !== null) worked.notes.push(note);
        else worked.thrown ??= { error };
      }
    }
  } catch (error) {
    worked.thrown = { error };
  }
  return worked;
}

/** Why there was nothing to do, where that is no failure. */
function whyNothing(error: unknown, { sidecar }: SourceRequest): string | null {
  if (error instanceof NotWanted || error instanceof AskedAnew) return error.message;
  // It may come yet, and its own message finds the wishes then.
  if (error instanceof SourceGone && sidecar !== undefined)
    return `"${sidecar}" lies beside nothing: left alone.`;
  return null;
}

/** The bucket tells of every object, and every rendition decides alike. Whoever asks by name has decided. */
async function whyLeftAlone(
  { bucket, key }: SourceRequest,
  { rendition, ports }: Worker,
): Promise<string | null> {
  if (bucket !== rendition.inputBucket) return null;
  const decision = await decideUpload(key, () => ports.sources.peek(bucket, key));
  return decision === 'video' ? null : leftAloneSentence(key, decision);
}

/**
 * The last receive waits for another worker's end right here: the next look would be the DLQ's. A worker that is told to end
 * meanwhile asks for it anew.
 */
async function transcodeOnce(
  request: SourceRequest,
  received: QueueMessage,
  worker: Worker,
): Promise<Outcome> {
  const { settings, rendition, ports } = worker;
  const leaving = received.leaving?.signal;
  for (;;) {
    try {
      return await transcode(request, received, worker);
    } catch (error) {
      if (!(error instanceof HeldElsewhere) || !isLastReceive(received, settings)) throw error;
      const waitMs = error.retryInSeconds * 1_000;
      if (waitMs > received.remainingMs() - AFTER_WAITING_MS) throw error;
      await received.keepHidden(error.retryInSeconds + settings.leaseSeconds).catch(() => {});
      await wait(waitMs, undefined, { ...(leaving && { signal: leaving }) }).catch(() => {});
      if (!leaving?.aborted) continue;
      await ports.deadLetters.requeue(rendition.queueUrl, received.message);
      throw new AskedAnew('Its worker had to end');
    }
  }
}

function ofPiece(handled: PieceHandled, known: About): Handled {
  const { job, ...answer } = handled;
  const about = job ? aboutJob(known, job) : known;
  if (!answer.acknowledge) return { outcomes: [], about, ...answer };
  const { ended, ...rest } = answer;
  return { outcomes: ended ? [ended] : [], about, ...rest };
}

function sourceOf({ bucket, key, version }: SourceRequest): About['source'] {
  return { bucket, key, ...(version === undefined ? {} : { version }) };
}
