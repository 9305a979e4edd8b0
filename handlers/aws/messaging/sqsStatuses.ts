import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { writeStatus } from '../../../contract/messages/status.ts';
import type { Statuses } from '../../../pipeline/ports/statuses.ts';

/** The notices queue: what lies in it is published on the status topic, and tried again until it is. */
export function sqsStatuses(sqs: SQSClient, queueUrl: string): Statuses {
  return {
    publish: async news => {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: writeStatus(news) }));
    },
  };
}
