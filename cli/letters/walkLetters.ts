import {
  ChangeMessageVisibilityCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** What was looked at is hidden until all have been, seconds. */
const HIDDEN_SECONDS = 300;

/**
 * Looks at each letter of a DLQ once. What `take` does not take, is visible again afterwards; whatever it takes it has to have
 * deleted by then.
 */
export async function walkLetters(
  client: SQSClient,
  dlqUrl: string,
  take: (letter: Message) => Promise<boolean>,
): Promise<void> {
  const left = new Map<string, Message>();
  try {
    for (let again = 0; again <= left.size; ) {
      const page = await receive(client, dlqUrl);
      if (page.length === 0) return;
      // Where looking takes so long that the first are visible again, they come a second time, before some that nobody has seen.
      const fresh = page.filter(({ MessageId = '' }) => !left.has(MessageId));
      for (const letter of page) left.set(letter.MessageId ?? '', letter);
      again = fresh.length > 0 ? 0 : again + page.length;
      for (const letter of fresh) if (await take(letter)) left.delete(letter.MessageId ?? '');
    }
  } finally {
    for (const { ReceiptHandle } of left.values()) {
      const shown = { QueueUrl: dlqUrl, ReceiptHandle, VisibilityTimeout: 0 };
      await client.send(new ChangeMessageVisibilityCommand(shown)).catch(() => {});
    }
  }
}

async function receive(client: SQSClient, QueueUrl: string): Promise<Message[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
      VisibilityTimeout: HIDDEN_SECONDS,
      WaitTimeSeconds: 1, // a short poll may find nothing where there is something
    }),
  );
  return Messages;
}
