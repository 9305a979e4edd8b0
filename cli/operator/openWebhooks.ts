import { SQSClient } from '@aws-sdk/client-sqs';
import type { DeployedWebhooks } from '../../contract/deployment.ts';
import { type Reach, reachOf } from '../../handlers/aws/outside/checkedLookup.ts';
import { AddedWebhooks } from '../../handlers/aws/webhooks/addedWebhooks.ts';
import { DeliveryLog } from '../../handlers/aws/webhooks/deliveryLog.ts';
import { DynamoDeliveries } from '../../handlers/aws/webhooks/dynamoDeliveries.ts';
import { sqsDeliveryRequests } from '../../handlers/aws/webhooks/sqsDeliveryRequests.ts';
import type { DeliveryRequests } from '../../pipeline/webhooks/ports.ts';
import type { Connection } from '../aws/connection.ts';
import { documentClient } from './documentClient.ts';
import { WebhookSecrets } from './webhookSecrets.ts';

/** What a command on webhooks may need. */
export interface OpenWebhooks {
  parts: DeployedWebhooks;
  added: AddedWebhooks;
  deliveries: DynamoDeliveries;
  log: DeliveryLog;
  requests: DeliveryRequests;
  secrets: WebhookSecrets;
  sqs: SQSClient;
  /** Which addresses the deployment's functions call. */
  reach: Reach;
}

/** A deployment's webhooks. */
export function openWebhooks(
  parts: DeployedWebhooks,
  { clientConfig, endpoint }: Pick<Connection, 'clientConfig' | 'endpoint'>,
): OpenWebhooks {
  const { table, days } = parts;
  const dynamo = documentClient(clientConfig);
  const sqs = new SQSClient({ ...clientConfig, useQueueUrlAsEndpoint: false });
  return {
    ...{ parts, sqs },
    added: new AddedWebhooks(dynamo, table),
    deliveries: new DynamoDeliveries(dynamo, { table, days }),
    log: new DeliveryLog(dynamo, table),
    requests: sqsDeliveryRequests(sqs, parts.queueUrl),
    secrets: new WebhookSecrets(clientConfig, parts.secretsPrefix),
    reach: reachOf({ AWS_ENDPOINT_URL: endpoint ?? undefined }),
  };
}
