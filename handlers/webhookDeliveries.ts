import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SQSRecord } from 'aws-lambda';
import { readEnvironment } from '../contract/environment.ts';
import { readDeliveryRequest } from '../contract/webhooks/deliveryRequest.ts';
import { type DeliverPorts, deliver } from '../pipeline/webhooks/deliver.ts';
import { makeClients, SMALL_TIMEOUTS } from './aws/clients.ts';
import { reachOf } from './aws/outside/checkedLookup.ts';
import { SecretValues } from './aws/outside/secretValue.ts';
import { AddedWebhooks } from './aws/webhooks/addedWebhooks.ts';
import { DynamoDeliveries } from './aws/webhooks/dynamoDeliveries.ts';
import { HttpSender } from './aws/webhooks/httpSender.ts';
import { sqsDeliveryRequests } from './aws/webhooks/sqsDeliveryRequests.ts';
import { type Acknowledgement, queueHandler } from './queueHandler.ts';
import { reportDelivery } from './telemetry/reportDelivery.ts';

const environment = readEnvironment('webhookDeliveries', process.env);
const { WEBHOOKS_TABLE: table, DELIVERY_DAYS: days, TIMEOUT_SECONDS: timeoutSeconds } = environment;
const { sqs, dynamo } = makeClients(process.env);
const added = new AddedWebhooks(dynamo, table);
/** Where it waits for a person: moved back to the queue it is tried for as long again. */
const deadLetters = sqsDeliveryRequests(sqs, environment.DLQ_URL);
const slow = environment.SLOW_QUEUE_URL;
const settings = {
  retrySeconds: environment.RETRY_HOURS * 3_600,
  timeoutSeconds,
  quickSeconds: environment.QUICK_SECONDS,
};
const ports: DeliverPorts = {
  deliveries: new DynamoDeliveries(dynamo, { table, days }),
  sender: new HttpSender({
    secrets: new SecretValues(new SecretsManagerClient({ requestHandler: SMALL_TIMEOUTS, maxAttempts: 4 })),
    secretsPrefix: environment.SECRETS_PREFIX,
    reach: reachOf(process.env),
    timeoutSeconds,
  }),
  disable: ({ id }, why) => added.setDisabled(id, { at: new Date().toISOString(), why }),
  enable: ({ id }) => added.setDisabled(id),
  slow: slow === undefined ? undefined : sqsDeliveryRequests(sqs, slow),
};

/** Tells webhooks, each by a request of its own, those of one batch side by side. Who is slow is handed on, and holds up no other. */
export const handler = queueHandler({
  about: ({ messageId }) => ({ deliveryMessageId: messageId }),
  work: tell,
  sideBySide: true,
  retrySeconds: environment.RETRY_SECONDS,
  queueUrl: environment.QUEUE_URL,
  sqs,
});

async function tell({ messageId, body, attributes }: SQSRecord): Promise<Acknowledgement> {
  const request = readDeliveryRequest(body);
  if (!request) throw new Error('The message asks for no delivery.');
  const received = {
    receives: Number(attributes.ApproximateReceiveCount),
    sentAt: request.since ?? Number(attributes.SentTimestamp),
  };
  const delivered = await deliver(request, received, settings, ports);
  reportDelivery(delivered, { deliveryMessageId: messageId, ...request });
  if ('again' in delivered) return { acknowledge: false, retryInSeconds: delivered.again };
  if ('failed' in delivered) await deadLetters.send({ ...request, since: undefined });
  return { acknowledge: true };
}
