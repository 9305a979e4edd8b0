import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import stores, { type DynaliteDatabase, type DynaliteStore } from 'dynalite/db/index.js';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Dynamo } from '../../../emulator/dynamo/dynamo.ts';
import { ensureTable } from '../../../emulator/dynamo/ensureTable.ts';
import { listen } from '../../../local/machine/listen.ts';

const TableName = 'jobs';
const INDEXES = ['state', 'day'];

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'fanreel-together-'));
});
afterAll(() => rmSync(root, { recursive: true }));

const isThere = { id: { S: 'there' }, state: { S: 'queued' }, day: { S: 'monday' } };

it.each([
  [
    'a new item',
    (client: DynamoDBClient) =>
      client.send(new PutItemCommand({ TableName, Item: { ...isThere, id: { S: 'new' } } })),
  ],
  [
    'an item whose entries move',
    (client: DynamoDBClient) =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: { id: isThere.id },
          UpdateExpression: 'SET #state = :state, #day = :day',
          ExpressionAttributeNames: { '#state': 'state', '#day': 'day' },
          ExpressionAttributeValues: { ':state': { S: 'running' }, ':day': { S: 'tuesday' } },
        }),
      ),
  ],
  [
    'a deletion',
    (client: DynamoDBClient) => client.send(new DeleteItemCommand({ TableName, Key: { id: isThere.id } })),
  ],
])('%s and its indexes agree wherever the process is killed', async (name, write) => {
  // Dynalite by itself takes five writes for the longest of them.
  for (const before of [0, 1, 2, 3, 4]) {
    const folder = join(root, `${name} ${before}`);
    const dying = await open(folder);
    await makeTable(dying.client);
    const died = dieAfter(before, dying.db);
    const answered = write(dying.client).catch(() => {});
    await Promise.race([died, answered]);
    await dying.close();
    await using next = await open(folder);
    const { Items: items } = await next.client.send(new ScanCommand({ TableName }));
    for (const index of INDEXES) {
      const { Items: entries } = await next.client.send(new ScanCommand({ TableName, IndexName: index }));
      expect(entries, `${index}, killed after ${before} writes`).toEqual(items);
    }
  }
});

/** The embedded DynamoDB in a folder, with the store that it writes to; closing it waits for no request. */
async function open(folder: string) {
  const create = vi.spyOn(stores, 'create');
  const dynamo = new Dynamo(folder);
  const store = create.mock.results[0]?.value as DynaliteStore;
  create.mockRestore();
  const server = createServer((request, response) => dynamo.handle(request, response));
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${await listen(server, 0)}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  const close = async () => {
    client.destroy();
    await new Promise(done => server.close(done).closeAllConnections());
    await store.db.close();
  };
  return { client, db: store.db, close, [Symbol.asyncDispose]: close };
}

async function makeTable(client: DynamoDBClient): Promise<void> {
  await ensureTable(client, {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: ['id', ...INDEXES].map(name => ({ AttributeName: name, AttributeType: 'S' })),
    GlobalSecondaryIndexes: INDEXES.map(name => ({
      IndexName: name,
      KeySchema: [{ AttributeName: name, KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    })),
  });
  await client.send(new PutItemCommand({ TableName, Item: isThere }));
}

/** Nothing reaches the store any more after so many writes; comes with the first that does not. */
function dieAfter(writes: number, db: DynaliteDatabase): Promise<void> {
  return new Promise(died => {
    let left = writes;
    const dying =
      <Args extends unknown[]>(write: (...args: Args) => void) =>
      (...args: Args) => {
        left -= 1;
        if (left < 0) died();
        else write(...args);
      };
    db.put = dying(db.put);
    db.del = dying(db.del);
    db.batch = dying(db.batch);
  });
}
