import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect, it, onTestFinished } from 'vitest';
import { Dynamo } from '../../../emulator/dynamo/dynamo.ts';
import { ensureTable } from '../../../emulator/dynamo/ensureTable.ts';
import { listen } from '../../../local/machine/listen.ts';

const query = new QueryCommand({
  TableName: 'jobs',
  KeyConditionExpression: 'id = :id',
  ExpressionAttributeValues: { ':id': { S: 'one' } },
});

it.each([
  'answers a query that came before it was closed',
  'finishes a query that came before it was closed, though its sender has gone',
])('%s', async how => {
  const folder = mkdtempSync(join(tmpdir(), 'fanreel-dynamo-'));
  const dynamo = new Dynamo(folder);
  let close: (() => void) | undefined;
  const server = createServer((request, response) => {
    dynamo.handle(request, response);
    // Dynalite's own listener is before this one, so that it has begun with the request by then.
    request.once('end', () => close?.());
  });
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  onTestFinished(() => {
    client.destroy();
    server.close();
    rmSync(folder, { recursive: true });
  });
  await ensureTable(client, {
    TableName: 'jobs',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  });
  await client.send(new PutItemCommand({ TableName: 'jobs', Item: { id: { S: 'one' } } }));

  const closed = new Promise<void>((resolve, reject) => {
    close = () => {
      close = undefined;
      if (how.startsWith('finishes')) server.closeAllConnections();
      dynamo.close().then(resolve, reject);
    };
  });
  const answered = client.send(query);
  if (how.startsWith('answers')) expect((await answered).Items).toEqual([{ id: { S: 'one' } }]);
  else await expect(answered).rejects.toThrow();
  await closed;
  await expect(client.send(query)).rejects.toThrow();
});
