import { setTimeout as wait } from 'node:timers/promises';
import type { Job } from '../contract/job.ts';
import { asFailure, type Failure } from '../failures/failure.ts';
import { HeldElsewhere } from './claim/heldElsewhere.ts';
import { AttemptFailed } from './outcomes/attemptFailed.ts';
import { isLastReceive, retryInSeconds } from './outcomes/retry.ts';
import { type Outcome, transcode } from './transcode.ts';
import { decideUpload, leftAloneSentence } from './uploads/decideUpload.ts';
import { parseMessage, type SourceRequest } from './uploads/parseMessage.ts';
import type { Delivery, Worker } from './worker/worker.ts';

/** What a message was about, for whoever reads the log. */
export interface About {
  messageId: string;
  rendition: string;
  jobId?: string;
  source?: { bucket: string; key: string; version?: string };
}

/** What becomes of a message: acknowledged, or visible again after `retryInSeconds`. */
export type Handled = { about: About; outcomes: Outcome[] } & (
  | { acknowledge: true; ignored?: string }
  | { acknowledge: false; retryInSeconds: number; failure?: Failure; job?: Job }
);

/** Kept of the function's time when it waits for another worker, milliseconds. */
const LAST_WORDS_MS = 30_000;

/**
 * The one place that decides whether a message is done. A job that returns is acknowledged. One that throws comes
 * again: after a back-off when the failure may pass, at once when it is for good, so that SQS's own redrive policy
 * soon moves the message to the DLQ, where an operator can see and redrive it.
 */
export async function handleMessage(delivery: Delivery, worker: Worker): Promise<Handled> {
  const outcomes: Outcome[] = [];
  let about: About = { messageId: delivery.message.id, rendition: worker.rendition };
  let current: SourceRequest | undefined;
  try {
    const { sources, announced = false, ignored } = parseMessage(delivery.message.body);
    const notes = ignored === undefined ? [] : [ignored];
    const thrown: { error: unknown; request: SourceRequest }[] = [];
    for (const request of sources) {
      try {
        const leftAlone = announced ? await whyLeftAlone(request, worker) : null;
        if (leftAlone !== null) notes.push(leftAlone);
        else outcomes.push(await transcodeOnce(request, delivery, worker));
      } catch (error) {
        // The others of a message are not made to wait for one that fails.
        thrown.push({ error, request });
      }
    }
    const [first] = thrown;
    current = first?.request ?? sources.at(-1);
    if (current) about = { ...about, source: sourceOf(current) };
    if (first) throw first.error;
    const last = outcomes.at(-1);
    if (last) about = aboutJob(about, last.job);
    return { acknowledge: true, about, outcomes, ...(notes.length > 0 && { ignored: notes.join(' ') }) };
  } catch (error) {
    if (error instanceof HeldElsewhere) return held(error, { about, outcomes }, delivery, worker);
    const known = { outcomes, acknowledge: false as const };
    if (error instanceof AttemptFailed) {
      const { failure, job, isFinal } = error;
      return {
        ...known,
        about: aboutJob(about, job),
        failure,
        job,
        retryInSeconds: isFinal ? 0 : retryInSeconds(failure, delivery, worker),
      };
    }
    const failure = asFailure(error);
    await putDown(current, failure, delivery, worker);
    return { ...known, about, failure, retryInSeconds: retryInSeconds(failure, delivery, worker) };
  }
}

/** The bucket tells of every object, and every rendition decides alike. Whoever asks by name has decided. */
async function whyLeftAlone({ bucket, key }: SourceRequest, worker: Worker): Promise<string | null> {
  if (bucket !== worker.inputBucket) return null;
  const decision = await decideUpload(key, () => worker.sources.peek(bucket, key));
  return decision === 'video' ? null : leftAloneSentence(key, decision);
}

/** The last receive waits for another worker's end right here: the next look would be the DLQ's. */
async function transcodeOnce(request: SourceRequest, delivery: Delivery, worker: Worker): Promise<Outcome> {
  for (;;) {
    try {
      return await transcode(request, delivery, worker);
    } catch (error) {
      if (!(error instanceof HeldElsewhere) || !isLastReceive(delivery, worker)) throw error;
      const waitMs = error.retryInSeconds * 1_000;
      if (waitMs > delivery.remainingMs() - LAST_WORDS_MS) throw error;
      await delivery.keepHidden(error.retryInSeconds + worker.leaseSeconds).catch(() => {});
      await wait(waitMs);
    }
  }
}

/** A job that another message keeps alive does not need this one when it would only reach the DLQ. */
function held(
  { jobId, retryInSeconds, sameMessage }: HeldElsewhere,
  { about, outcomes }: Pick<Handled, 'about' | 'outcomes'>,
  delivery: Delivery,
  worker: Worker,
): Handled {
  const known = { about: { ...about, jobId }, outcomes };
  if (sameMessage || !isLastReceive(delivery, worker))
    return { ...known, acknowledge: false, retryInSeconds };
  return { ...known, acknowledge: true, ignored: 'Another message has this job; this one is not needed.' };
}

/** A dead letter without a job gets an item of its own in the ledger, so that its reason can be read. */
async function putDown(
  request: SourceRequest | undefined,
  failure: Failure,
  delivery: Delivery,
  worker: Worker,
): Promise<void> {
  if (failure.class === 'transient' && !isLastReceive(delivery, worker)) return;
  const { rendition, queueUrl, outputBucket, inputBucket, ledger, statuses } = worker;
  const { message } = delivery;
  const source = {
    bucket: request?.bucket ?? inputBucket,
    key: request?.key ?? '',
    version: request?.version ?? '',
    sizeBytes: 0,
  };
  const news = {
    rendition,
    state: 'failed' as const,
    messageId: message.id,
    failure,
    ...(request && { source }),
  };
  const rejection = { source, rendition, message, queueUrl, outputBucket, failure };
  const isNew = await ledger.reject(rejection).catch(() => delivery.receiveCount === 1);
  if (isNew) await statuses.publish(news).catch(() => {});
}

function sourceOf({ bucket, key, version }: SourceRequest): About['source'] {
  return { bucket, key, ...(version === undefined ? {} : { version }) };
}

function aboutJob(about: About, { jobId, source: { bucket, key, version } }: Job): About {
  return { ...about, jobId, source: { bucket, key, version } };
}
