import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { WebhookSecrets } from '../../../../cli/operator/webhookSecrets.ts';
import type { DeliveryRequest } from '../../../../contract/webhooks/deliveryRequest.ts';
import { newSecret } from '../../../../contract/webhooks/secret.ts';
import { newWebhookId, type Webhook } from '../../../../contract/webhooks/webhook.ts';
import { BY_SEQUENCE, WEBHOOKS_KEY } from '../../../../contract/webhooks/webhooksTable.ts';
import { ensureTable, openEmulator } from '../../../../emulator/index.ts';
import { SecretValues } from '../../../../handlers/aws/outside/secretValue.ts';
import { AddedWebhooks } from '../../../../handlers/aws/webhooks/addedWebhooks.ts';
import { DeliveryLog } from '../../../../handlers/aws/webhooks/deliveryLog.ts';
import { DynamoDeliveries } from '../../../../handlers/aws/webhooks/dynamoDeliveries.ts';
import { HttpSender } from '../../../../handlers/aws/webhooks/httpSender.ts';
import { listen } from '../../../../local/machine/listen.ts';
import { type Delivered, type DeliverPorts, deliver } from '../../../../pipeline/webhooks/deliver.ts';

const TABLE = 'webhooks';
const PREFIX = 'test/webhooks/';

/** Short, so that a receiver that answers never is soon given up; seconds. */
const TIMEOUT_SECONDS = 1.5;
const RETRY_SECONDS = 86_400;

/** Webhooks over the real clients and the embedded services: a test is the queue. */
export async function openWebhookBench() {
  const folder = mkdtempSync(join(tmpdir(), 'fanreel-webhooks-'));
  const server = createServer();
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  const emulator = openEmulator(folder, endpoint);
  server.on(
    'request',
    emulator.answer({
      stack: { name: 'none', outputs: {}, createdAt: new Date() },
      guard: () => null,
      rest: [],
    }),
  );
  const config = {
    ...{ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 's' } },
    ...{ forcePathStyle: true, requestHandler: { connectionTimeout: 5_000, socketTimeout: 60_000 } },
  };
  await makeTable(emulator.dynamo);
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(config), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const added = new AddedWebhooks(dynamo, TABLE);
  const deliveries = new DynamoDeliveries(dynamo, { table: TABLE, days: 1 });
  const secrets = new WebhookSecrets(config, PREFIX);
  const requests: DeliveryRequest[] = [];
  const ports = (reach = { loopback: true }): DeliverPorts => ({
    deliveries,
    sender: new HttpSender({
      secrets: new SecretValues(new SecretsManagerClient(config)),
      ...{ secretsPrefix: PREFIX, reach, timeoutSeconds: TIMEOUT_SECONDS },
    }),
    disable: ({ id }, why) => added.setDisabled(id, { at: new Date().toISOString(), why }),
    enable: ({ id }) => added.setDisabled(id),
  });
  return {
    ...{ added, deliveries, secrets, requests, ports },
    log: new DeliveryLog(dynamo, TABLE),
    announcing: {
      deliveries,
      requests: { send: async (request: DeliveryRequest) => void requests.push(request) },
    },
    add: async (url: string, more: Partial<Webhook> = {}) => {
      const now = new Date().toISOString();
      const webhook: Webhook = { id: newWebhookId(), url, createdAt: now, secretAt: now, ...more };
      const secret = newSecret();
      await secrets.write(webhook.id, { current: secret, previous: [] });
      await added.put(webhook);
      return { webhook, secret };
    },
    /** One receive of a message, the so-manieth, and what became of it. */
    receive: (
      request: DeliveryRequest,
      { receives = 1, sentAt = Date.now(), now = Date.now, with: given = ports() } = {},
    ): Promise<Delivered> =>
      deliver(
        request,
        { receives, sentAt },
        { retrySeconds: RETRY_SECONDS, timeoutSeconds: TIMEOUT_SECONDS, quickSeconds: TIMEOUT_SECONDS },
        given,
        now,
      ),
    close: async () => {
      dynamo.destroy();
      await emulator.close();
      server.closeAllConnections();
      await new Promise(done => server.close(done));
      rmSync(folder, { recursive: true });
    },
  };
}

export type WebhookBench = Awaited<ReturnType<typeof openWebhookBench>>;

function makeTable(dynamo: Parameters<typeof ensureTable>[0]): Promise<void> {
  const { partition, sort } = WEBHOOKS_KEY;
  const key = (one: string, two: string) => [
    { AttributeName: one, KeyType: 'HASH' as const },
    { AttributeName: two, KeyType: 'RANGE' as const },
  ];
  return ensureTable(dynamo, {
    TableName: TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: partition, AttributeType: 'S' },
      { AttributeName: sort, AttributeType: 'S' },
      { AttributeName: BY_SEQUENCE.sort, AttributeType: 'N' },
    ],
    KeySchema: key(partition, sort),
    GlobalSecondaryIndexes: [
      {
        IndexName: BY_SEQUENCE.name,
        KeySchema: key(BY_SEQUENCE.partition, BY_SEQUENCE.sort),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...BY_SEQUENCE.included] },
      },
    ],
  });
}
