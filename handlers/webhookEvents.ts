import type { SQSRecord } from 'aws-lambda';
import { readEnvironment } from '../contract/environment.ts';
import { readTold } from '../contract/messages/event.ts';
import { announce } from '../pipeline/webhooks/announce.ts';
import { makeClients } from './aws/clients.ts';
import { AddedWebhooks } from './aws/webhooks/addedWebhooks.ts';
import { DynamoDeliveries } from './aws/webhooks/dynamoDeliveries.ts';
import { sqsDeliveryRequests } from './aws/webhooks/sqsDeliveryRequests.ts';
import { type Acknowledgement, queueHandler } from './queueHandler.ts';
import { logAbout, logger } from './telemetry/logging.ts';

const environment = readEnvironment('webhookEvents', process.env);
const { WEBHOOKS_TABLE: table, DELIVERY_DAYS: days } = environment;
const { sqs, dynamo } = makeClients(process.env);
const added = new AddedWebhooks(dynamo, table);
const ports = {
  deliveries: new DynamoDeliveries(dynamo, { table, days }),
  requests: sqsDeliveryRequests(sqs, environment.DELIVERIES_QUEUE_URL),
};

/** Finds, for each event, the webhooks that are to hear of it, and has each told. */
export const handler = queueHandler({
  about: ({ messageId }) => ({ eventMessageId: messageId }),
  work: tell,
  retrySeconds: environment.RETRY_SECONDS,
  queueUrl: environment.QUEUE_URL,
  sqs,
});

async function tell({ messageId, body }: SQSRecord): Promise<Acknowledgement> {
  const told = readTold(body);
  if (!told) throw new Error('The message is no event.');
  logAbout({ eventMessageId: messageId, schema: told.schema, state: told.state, source: told.source });
  const webhooks = await announce(told, body, await added.all(), ports);
  if (webhooks.length > 0) logger.info('Webhooks are told.', { webhooks });
  return { acknowledge: true };
}
