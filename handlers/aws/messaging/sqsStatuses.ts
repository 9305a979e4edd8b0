import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Statuses, StatusMessage } from '../../../pipeline/worker/ports.ts';

/** The notices queue: what lies in it is published on the status topic, and tried again until it is. */
export function sqsStatuses(sqs: SQSClient, queueUrl: string): Statuses {
  return {
    publish: async told => {
      const message: StatusMessage = { schema: 'fanreel.status/1', at: new Date().toISOString(), ...told };
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
    },
  };
}
