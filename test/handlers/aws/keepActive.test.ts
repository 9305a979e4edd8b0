import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { keepActive } from '../../../handlers/aws/messaging/keepActive.ts';

/** An SQS that has all queues but some. */
function sqsWithout(...missing: string[]) {
  const asked: (string | undefined)[] = [];
  const send = async (command: unknown) => {
    if (!(command instanceof GetQueueAttributesCommand)) throw new Error('Something else was asked.');
    const { QueueUrl = '' } = command.input;
    asked.push(QueueUrl);
    if (missing.includes(QueueUrl)) throw new Error(`There is no ${QueueUrl}.`);
    return { Attributes: {} };
  };
  return { asked, sqs: { send } as unknown as Pick<SQSClient, 'send'> };
}

it('asks each queue, and nothing where there are none', async () => {
  const { sqs, asked } = sqsWithout();
  await keepActive(sqs, []);
  expect(asked).toEqual([]);
  await keepActive(sqs, ['a', 'b']);
  expect(asked.sort()).toEqual(['a', 'b']);
});

it('asks the others where one is not there, and says so', async () => {
  const { sqs, asked } = sqsWithout('a');
  await expect(keepActive(sqs, ['a', 'b'])).rejects.toThrow('There is no a.');
  expect(asked.sort()).toEqual(['a', 'b']);
});
