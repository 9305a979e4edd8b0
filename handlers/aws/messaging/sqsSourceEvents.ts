import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { writeSourceEvent } from '../../../contract/messages/source.ts';
import type { SourceEvents } from '../../../pipeline/ports/statuses.ts';

/** By the notices queue, as statuses are told. */
export function sqsSourceEvents(sqs: SQSClient, queueUrl: string): SourceEvents {
  return {
    publish: async news => {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: writeSourceEvent(news) }));
    },
  };
}
