import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type DeliveryRequest, writeDeliveryRequest } from '../../../contract/webhooks/deliveryRequest.ts';
import type { DeliveryRequests } from '../../../pipeline/webhooks/ports.ts';

/**
 * A webhook's deliveries are one message group: SQS's fair queues give others their turn while one has many messages in
 * flight, because its receiver is slow.
 */
export function sqsDeliveryRequests(sqs: Pick<SQSClient, 'send'>, QueueUrl: string): DeliveryRequests {
  return {
    send: async (request: DeliveryRequest) => {
      const MessageBody = writeDeliveryRequest(request);
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: request.webhook }));
    },
  };
}
