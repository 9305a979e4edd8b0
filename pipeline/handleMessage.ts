import { setTimeout as wait } from 'node:timers/promises';
import type { Job } from '../contract/job.ts';
import { CLIP } from '../contract/messages/clip.ts';
import { RENDITION_ATTRIBUTE } from '../contract/messages/request.ts';
import { asFailure, type Failure } from '../failures/failure.ts';
import { refuse } from '../failures/refuse.ts';
import { AttemptFailed } from './attempt/attemptFailed.ts';
import { HeldElsewhere } from './claim/heldElsewhere.ts';
import { NotWanted } from './claim/notWanted.ts';
import { handlePiece, type PieceHandled } from './film/handlePiece.ts';
import { AskedAnew } from './outcomes/askedAnew.ts';
import type { Outcome, Reached } from './outcomes/outcome.ts';
import { recordRejection } from './outcomes/recordRejection.ts';
import { isLastReceive, retryInSeconds } from './outcomes/retry.ts';
import { transcode } from './transcode.ts';
import { decideUpload, leftAloneSentence } from './uploads/decideUpload.ts';
import { parseMessage, type SourceRequest } from './uploads/parseMessage.ts';
import type { QueueMessage } from './worker/queueMessage.ts';
import type { Worker } from './worker/worker.ts';

/** What a message was about, for whoever reads the log. */
export interface About {
  messageId: string;
  rendition: string;
  jobId?: string;
  source?: { bucket: string; key: string; version?: string };
}

/** What becomes of a message: acknowledged, or visible again after `retryInSeconds`. */
export type Handled = { outcomes: Reached[] } & Answer;

type Answer = { about: About } & (
  | { acknowledge: true; ignored?: string }
  | { acknowledge: false; retryInSeconds: number; failure?: Failure; job?: Job }
);

/** Kept of the function's time for the work itself when it waits for another worker, milliseconds. */
const AFTER_WAITING_MS = 30_000;

/**
 * The one place that decides whether a message is done. A job that returns is acknowledged. One that throws comes
 * again: after a back-off when the failure may pass, at once when it is for good, so that SQS's own redrive policy
 * soon moves the message to the DLQ, where an operator can see and redrive it.
 */
export async function handleMessage(received: QueueMessage, worker: Worker): Promise<Handled> {
  const { outcomes, notes, request, piece, thrown } = await workOnAll(received, worker);
  const about: About = {
    messageId: received.message.id,
    rendition: worker.rendition.name,
    ...(request && { source: sourceOf(request) }),
  };
  if (piece) return ofPiece(piece, about);
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
  /** The first one's failure, or the message's own. */
  thrown?: { error: unknown };
}

/** The others of a message are not made to wait for one that fails. */
async function workOnAll(received: QueueMessage, worker: Worker): Promise<Worked> {
  const worked: Worked = { outcomes: [], notes: [] };
  try {
    const { sources, piece, clip, ignored } = parseMessage(received.message.body);
    if (clip) refuseClip(worker.rendition);
    if (piece) worked.piece = await handlePiece(piece, received, worker);
    if (ignored !== undefined) worked.notes.push(ignored);
    for (const request of sources) {
      if (!worked.thrown) worked.request = request;
      try {
        const leftAlone = request.announced ? await whyLeftAlone(request, worker) : null;
        if (leftAlone !== null) worked.notes.push(leftAlone);
        else worked.outcomes.push(await transcodeOnce(request, received, worker));
      } catch (error) {
        if (error instanceof NotWanted || error instanceof AskedAnew) worked.notes.push(error.message);
        else worked.thrown ??= { error };
      }
    }
  } catch (error) {
    worked.thrown = { error };
  }
  return worked;
}

/** Only a queue of clips makes some. @throws {WorkError} input/bad-message, always. */
function refuseClip({ name }: Worker['rendition']): never {
  return refuse(
    'bad-message',
    `The message asks for a clip, and "${name}" is none: publish a ${CLIP} with the attribute "${RENDITION_ATTRIBUTE}", which names a rendition of clips.`,
  );
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

/** The last receive waits for another worker's end right here: the next look would be the DLQ's. */
async function transcodeOnce(
  request: SourceRequest,
  received: QueueMessage,
  worker: Worker,
): Promise<Outcome> {
  const { settings } = worker;
  for (;;) {
    try {
      return await transcode(request, received, worker);
    } catch (error) {
      if (!(error instanceof HeldElsewhere) || !isLastReceive(received, settings)) throw error;
      const waitMs = error.retryInSeconds * 1_000;
      if (waitMs > received.remainingMs() - AFTER_WAITING_MS) throw error;
      await received.keepHidden(error.retryInSeconds + settings.leaseSeconds).catch(() => {});
      await wait(waitMs);
    }
  }
}

/** A failure's answer: when the message comes again, and with what to tell of it. */
async function answerTo(
  error: unknown,
  { about, request, received }: { about: About; request: SourceRequest | undefined; received: QueueMessage },
  { rendition, settings, ports }: Worker,
): Promise<Answer> {
  if (error instanceof HeldElsewhere) return held(error, about, isLastReceive(received, settings));
  if (error instanceof AttemptFailed) {
    const { failure, job, isFinal } = error;
    const seconds = isFinal ? 0 : retryInSeconds(failure, received, settings);
    return { acknowledge: false, about: aboutJob(about, job), failure, job, retryInSeconds: seconds };
  }
  const failure = asFailure(error);
  await recordRejection({ request, failure, received }, rendition, settings, ports);
  const seconds = retryInSeconds(failure, received, settings);
  return { acknowledge: false, about, failure, retryInSeconds: seconds };
}

/** A job that another message keeps alive does not need this one when it would only reach the DLQ. */
function held({ jobId, retryInSeconds, sameMessage }: HeldElsewhere, about: About, isLast: boolean): Answer {
  const known = { about: { ...about, jobId } };
  if (sameMessage || !isLast) return { ...known, acknowledge: false, retryInSeconds };
  return { ...known, acknowledge: true, ignored: 'Another message has this job; this one is not needed.' };
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

function aboutJob(about: About, { jobId, source: { bucket, key, version } }: Job): About {
  return { ...about, jobId, source: { bucket, key, version } };
}
