import { SQSClient } from '@aws-sdk/client-sqs';
import type { DeployedWebhooks, Deployment } from '../../../contract/deployment.ts';
import { isCalled, type Webhook } from '../../../contract/webhooks/webhook.ts';
import type { Reach } from '../../../handlers/aws/outside/checkedLookup.ts';
import { reachOf } from '../../../handlers/aws/outside/checkedLookup.ts';
import { AddedWebhooks } from '../../../handlers/aws/webhooks/addedWebhooks.ts';
import { DeliveryLog } from '../../../handlers/aws/webhooks/deliveryLog.ts';
import { DynamoDeliveries } from '../../../handlers/aws/webhooks/dynamoDeliveries.ts';
import { sqsDeliveryRequests } from '../../../handlers/aws/webhooks/sqsDeliveryRequests.ts';
import type { DeliveryRequests } from '../../../pipeline/webhooks/ports.ts';
import type { Connection, ConnectionOptions } from '../../aws/connection.ts';
import { withDeployment } from '../../aws/deployment.ts';
import { documentClient } from '../../operator/documentClient.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { printable } from '../../terminal/printable.ts';
import { WebhookSecrets } from './webhookSecrets.ts';

/** What every command on webhooks may need. */
export interface OpenWebhooks {
  deployment: Deployment;
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

/** Runs `work` on a deployment's webhooks. @throws {CommandError} 1 where it has none. */
export async function withWebhooks<T>(
  options: ConnectionOptions,
  work: (webhooks: OpenWebhooks) => Promise<T>,
): Promise<T> {
  return withDeployment(options, (deployment, connection) => {
    const { webhooks } = deployment;
    if (webhooks) return work(open({ ...deployment, webhooks }, connection));
    throw new CommandError(
      1,
      'This stack tells no webhooks: set webhooks to true in its profile, and deploy it again.',
    );
  });
}

function open(
  deployment: Deployment & { webhooks: DeployedWebhooks },
  { clientConfig, endpoint }: Connection,
): OpenWebhooks {
  const { webhooks: parts } = deployment;
  const { table, days } = parts;
  const dynamo = documentClient(clientConfig);
  const sqs = new SQSClient({ ...clientConfig, useQueueUrlAsEndpoint: false });
  return {
    ...{ deployment, parts, sqs },
    added: new AddedWebhooks(dynamo, table),
    deliveries: new DynamoDeliveries(dynamo, { table, days }),
    log: new DeliveryLog(dynamo, table),
    requests: sqsDeliveryRequests(sqs, parts.queueUrl),
    secrets: new WebhookSecrets(clientConfig, parts.secretsPrefix),
    reach: reachOf({ AWS_ENDPOINT_URL: endpoint ?? undefined }),
  };
}

/** The one that is called so. @throws {CommandError} 1 where none is. */
export async function webhookNamed(name: string, { added }: Pick<OpenWebhooks, 'added'>): Promise<Webhook> {
  const found = (await added.all()).find(webhook => isCalled(webhook, name));
  if (found) return found;
  throw new CommandError(
    1,
    `There is no webhook "${printable(name)}": name one by its id or its URL ("npx fanreel webhook list" shows them).`,
  );
}
