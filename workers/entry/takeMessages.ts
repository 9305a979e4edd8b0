import { setTimeout } from 'node:timers/promises';
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { TAKING_SECONDS } from '../../contract/compute/taking.ts';

/** How a worker takes its queue's messages. */
export interface Taking {
  sqs: Pick<SQSClient, 'send'>;
  queueUrl: string;
  /** Aborts when nothing new is to be taken. */
  leaving: AbortSignal;
  /** It ends after it found nothing for so long; 0: never. */
  idleSeconds: number;
  /** Once it has been there for so long, it takes nothing new; 0: for ever. */
  maxAgeSeconds: number;
  /** How long it asks for a message, seconds: until that is over it does not hear that it is to end. */
  waitSeconds: number;
  /** Does what a message asks for; whether it is done. Never throws. */
  work(message: Message): Promise<boolean>;
  /** Shows a message to others at once. */
  giveBack(message: Message): Promise<void>;
  /** The queue could not be asked. */
  onTrouble(error: Error): void;
}

/** Before a queue that could not be asked is asked again, milliseconds. */
const AFTER_TROUBLE_MS = 1_000;

/**
 * Takes one message after the other until it is told to end, or found nothing for long enough, or is too old. What SQS gave out is never left
 * lying: a request for a message is not broken off, for SQS may have chosen one by then, and one that comes too late is given back.
 * One that others had before goes to its work all the same, which knows that its worker ends: where many workers end at once,
 * each could give it to the next until SQS puts it into the DLQ, and its work has it asked for anew before that.
 */
export async function takeMessages(taking: Taking): Promise<'told to end' | 'idle' | 'old'> {
  const { leaving, idleSeconds, maxAgeSeconds } = taking;
  const beganAt = performance.now();
  let busyAt = beganAt;
  while (!leaving.aborted) {
    if (maxAgeSeconds > 0 && performance.now() - beganAt >= maxAgeSeconds * 1_000) return 'old';
    const message = await receive(taking);
    if (message && leaving.aborted && isNew(message)) await taking.giveBack(message).catch(() => {});
    else if (message) {
      await take(message, taking);
      busyAt = performance.now();
    } else if (idleSeconds > 0 && performance.now() - busyAt >= idleSeconds * 1_000) return 'idle';
  }
  return 'told to end';
}

function isNew({ Attributes }: Message): boolean {
  return Number(Attributes?.ApproximateReceiveCount ?? 1) <= 1;
}

async function receive({
  sqs,
  queueUrl,
  idleSeconds,
  waitSeconds,
  ...taking
}: Taking): Promise<Message | undefined> {
  const wait = idleSeconds > 0 ? Math.min(waitSeconds, idleSeconds) : waitSeconds;
  try {
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 1,
        WaitTimeSeconds: wait,
        // The queue's own is a function's, six times as long as that may take.
        VisibilityTimeout: TAKING_SECONDS,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    return Messages?.[0];
  } catch (error) {
    taking.onTrouble(error as Error);
    await setTimeout(AFTER_TROUBLE_MS, undefined, { signal: taking.leaving }).catch(() => {});
    return undefined;
  }
}

/** One that cannot be deleted comes again, and finds its work done. */
async function take(message: Message, { sqs, queueUrl, work, onTrouble }: Taking): Promise<void> {
  if (!(await work(message))) return;
  const { ReceiptHandle } = message;
  await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle })).catch(onTrouble);
}
