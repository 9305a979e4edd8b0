import type { ClipStory } from '../contract/clips/clipStory.ts';
import type { Job } from '../contract/job.ts';
import { asFailure, type Failure } from '../failures/failure.ts';
import { AttemptFailed } from './attempt/attemptFailed.ts';
import { HeldElsewhere } from './claim/heldElsewhere.ts';
import { AskedAnew } from './outcomes/askedAnew.ts';
import type { Reached } from './outcomes/outcome.ts';
import { recordRejection } from './outcomes/recordRejection.ts';
import { isBlameless, isLastReceive, isSpent, retryInSeconds } from './outcomes/retry.ts';
import type { SourceRequest } from './uploads/parseMessage.ts';
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
export type Answer = { about: About } & (
  | { acknowledge: true; ignored?: string }
  | {
      acknowledge: false;
      retryInSeconds: number;
      /** What for, where it only waits. */
      waitsFor?: string;
      failure?: Failure;
      job?: Job;
    }
);

/** The same, with what its work came to. */
export type Handled = { outcomes: Reached[] } & Answer;

/** A message whose work failed. */
export interface FailedMessage {
  about: About;
  request: SourceRequest | undefined;
  /** Of one that asks for a clip. */
  clip?: ClipStory | undefined;
  received: QueueMessage;
}

/** A failure's answer: when the message comes again, and with what to tell of it. */
export async function answerTo(
  error: unknown,
  { about, request, clip, received }: FailedMessage,
  { rendition, settings, ports }: Worker,
): Promise<Answer> {
  if (error instanceof HeldElsewhere) return held(error, about, isLastReceive(received, settings));
  if (error instanceof AttemptFailed) {
    const { failure, job, isFinal } = error;
    if (isBlameless(failure) && isSpent(received, settings)) {
      await ports.deadLetters.requeue(job.queueUrl, received.message);
      return { acknowledge: true, about: aboutJob(about, job), ignored: new AskedAnew().message };
    }
    const seconds = isFinal ? 0 : retryInSeconds(failure, received, settings);
    return { acknowledge: false, about: aboutJob(about, job), failure, job, retryInSeconds: seconds };
  }
  const failure = asFailure(error);
  await recordRejection({ request, clip, failure, received }, rendition, settings, ports);
  const seconds = retryInSeconds(failure, received, settings);
  return { acknowledge: false, about, failure, retryInSeconds: seconds };
}

/** A job that another message keeps alive does not need this one when it would only reach the DLQ. */
function held({ jobId, retryInSeconds, sameMessage }: HeldElsewhere, about: About, isLast: boolean): Answer {
  const known = { about: { ...about, jobId } };
  if (sameMessage || !isLast) return { ...known, acknowledge: false, retryInSeconds };
  return { ...known, acknowledge: true, ignored: 'Another message has this job; this one is not needed.' };
}

/** What a message was about, its job known. */
export function aboutJob(about: About, { jobId, source: { bucket, key, version } }: Job): About {
  return { ...about, jobId, source: { bucket, key, version } };
}
