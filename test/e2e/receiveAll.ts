import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Looked once more after that, for what must not come; seconds. */
const AFTERWARDS_SECONDS = 2;

const MAX_MS = 90_000;

/** The bodies of what comes into a queue until it is enough. @throws where it never is. */
export async function receiveAll(
  sqs: SQSClient,
  QueueUrl: string,
  isEnough: (bodies: string[]) => boolean,
): Promise<string[]> {
  const bodies: string[] = [];
  const receive = async (WaitTimeSeconds: number) => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds, MaxNumberOfMessages: 10 }),
    );
    for (const { ReceiptHandle, Body = '' } of Messages) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      bodies.push(Body);
    }
  };
  const until = Date.now() + MAX_MS;
  while (!isEnough(bodies)) {
    if (Date.now() > until) throw new Error(`Only this has come into ${QueueUrl}: ${bodies.join(', ')}`);
    await receive(5);
  }
  await receive(AFTERWARDS_SECONDS);
  return bodies;
}
