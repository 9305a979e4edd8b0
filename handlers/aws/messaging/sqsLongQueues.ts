import { GetQueueAttributesCommand, QueueDoesNotExist, type SQSClient } from '@aws-sdk/client-sqs';
import type { LongQueues } from '../../../pipeline/sweep/takeBack.ts';

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** Queues, counted by SQS, which is right about them a minute after the last change. */
export function sqsLongQueues(sqs: SQSClient): LongQueues {
  return {
    isEmpty: async QueueUrl => {
      try {
        const { Attributes = {} } = await sqs.send(
          new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] }),
        );
        return COUNTS.every(name => Attributes[name] === '0');
      } catch (error) {
        if (error instanceof QueueDoesNotExist) return true;
        throw error;
      }
    },
  };
}
