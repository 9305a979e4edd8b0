import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** Receivers at a time, each of ten messages. */
const LANES = 4;

/** Long enough to take ten messages, seconds: where somebody stops in between they are back after it. */
const HIDDEN_SECONDS = 120;

export interface Drained {
  /** Messages that are deleted. */
  messages: number;
  /** The queue had nothing more to give; false where the time was up before. */
  isEmpty: boolean;
}

/**
 * Takes what lies in a queue, and deletes each message only after `take` has come to its end: unlike PurgeQueue, which deletes what
 * nobody has looked at, and may be called once a minute. What others have received stays theirs.
 * @param untilMs as performance.now() tells it
 * @throws what `take` throws; what was received by then and not deleted is in the queue again at once.
 */
export async function drain(
  sqs: SQSClient,
  queueUrl: string,
  take: (message: Message) => Promise<unknown>,
  untilMs: number,
): Promise<Drained> {
  // Where one fails none goes on: whoever hears of it finds the queue as it is then.
  let hasFailed = false;
  const isOver = () => hasFailed || performance.now() >= untilMs;
  const ends = await Promise.allSettled(
    Array.from({ length: LANES }, () =>
      drainLane(sqs, queueUrl, take, isOver).catch(error => {
        hasFailed = true;
        throw error;
      }),
    ),
  );
  const lanes = ends.map(end => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
  return {
    messages: lanes.reduce((sum, one) => sum + one.messages, 0),
    isEmpty: lanes.every(one => one.isEmpty),
  };
}

async function drainLane(
  sqs: SQSClient,
  queueUrl: string,
  take: (message: Message) => Promise<unknown>,
  isOver: () => boolean,
): Promise<Drained> {
  let messages = 0;
  while (!isOver()) {
    const some = await receive(sqs, queueUrl);
    if (some.length === 0) return { messages, isEmpty: true };
    try {
      await Promise.all(some.map(take));
    } catch (error) {
      // Hidden as they are now, a second try would take the queue to be empty.
      await show(sqs, queueUrl, some).catch(() => {});
      throw error;
    }
    messages += await remove(sqs, queueUrl, some);
  }
  return { messages, isEmpty: false };
}

async function show(sqs: SQSClient, QueueUrl: string, some: Message[]): Promise<void> {
  const Entries = some.map(({ ReceiptHandle }, index) => ({
    ...{ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 },
  }));
  await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
}

async function receive(sqs: SQSClient, QueueUrl: string): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: HIDDEN_SECONDS,
      MessageSystemAttributeNames: ['SentTimestamp'],
      WaitTimeSeconds: 1, // a short poll may find nothing where there is something
    }),
  );
  return Messages;
}

/** How many are deleted; one that could not be is back after its time, and is taken again. */
async function remove(sqs: SQSClient, QueueUrl: string, some: Message[]): Promise<number> {
  const Entries = some.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  const { Successful = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  return Successful.length;
}
