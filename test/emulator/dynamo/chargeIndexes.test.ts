import {
  DeleteItemCommand,
  PutItemCommand,
  ReturnConsumedCapacity,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureTable } from '../../../emulator/dynamo/ensureTable.ts';
import { openDynamo } from './openDynamo.ts';

const TableName = 'jobs';
const Key = { id: { S: 'one' } };
const KB_AND_A_HALF = 'x'.repeat(1_500);

const { client, close } = await openDynamo();

beforeAll(async () => {
  await ensureTable(client, {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: ['id', 'state', 'at', 'untold'].map(name => ({
      AttributeName: name,
      AttributeType: 'S',
    })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'lean',
        KeySchema: keys('state', 'at'),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] },
      },
      { IndexName: 'sparse', KeySchema: keys('untold', 'at'), Projection: { ProjectionType: 'ALL' } },
    ],
  });
});

afterAll(close);

it.each([
  ['a new item: itself, and its entry in one index', { state: 'queued', at: '1', title: 'a' }, {}, 2 + 1],
  ['what no index keeps', { state: 'queued', at: '1' }, { progress: '5' }, 2],
  ['what one index keeps', { state: 'queued', at: '1', title: 'a' }, { title: 'b' }, 2 + 1],
  ['the same value again', { state: 'queued', at: '1', title: 'a' }, { title: 'a' }, 2],
  [
    'an index’s key: the entry goes and another comes',
    { state: 'queued', at: '1' },
    { state: 'done' },
    2 + 2,
  ],
  ['an item that an index begins to keep whole', { at: '1' }, { untold: 'yes' }, 2 + 2],
  ['a key of two indexes', { state: 'done', at: '1', untold: 'yes' }, { at: '2' }, 2 + 2 + 4],
])('a write of %s', async (_name, before, set, units) => {
  await client.send(new DeleteItemCommand({ TableName, Key }));
  const put = new PutItemCommand({
    ...{ TableName, ReturnConsumedCapacity: ReturnConsumedCapacity.TOTAL },
    Item: { ...Key, body: { S: KB_AND_A_HALF }, ...texts(before) },
  });
  const made = await client.send(put);
  const changes = Object.entries(set);
  if (changes.length === 0) return expect(made.ConsumedCapacity?.CapacityUnits).toBe(units);
  const update = new UpdateItemCommand({
    ...{ TableName, Key, ReturnConsumedCapacity: ReturnConsumedCapacity.TOTAL },
    UpdateExpression: `SET ${changes.map((_, at) => `#n${at} = :v${at}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(changes.map(([name], at) => [`#n${at}`, name])),
    ExpressionAttributeValues: Object.fromEntries(changes.map(([, value], at) => [`:v${at}`, { S: value }])),
  });
  expect((await client.send(update)).ConsumedCapacity?.CapacityUnits).toBe(units);
});

it('a deletion takes its entries along, and tells each index’s part where it is asked for', async () => {
  const Item = { ...Key, body: { S: KB_AND_A_HALF }, ...texts({ state: 'done', at: '1', untold: 'yes' }) };
  await client.send(new PutItemCommand({ TableName, Item }));
  const { ConsumedCapacity } = await client.send(
    new DeleteItemCommand({ TableName, Key, ReturnConsumedCapacity: ReturnConsumedCapacity.INDEXES }),
  );
  expect(ConsumedCapacity).toEqual({
    TableName,
    CapacityUnits: 5,
    Table: { CapacityUnits: 2 },
    GlobalSecondaryIndexes: { lean: { CapacityUnits: 1 }, sparse: { CapacityUnits: 2 } },
  });
});

function keys(partition: string, sort: string) {
  return [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
}

function texts(values: Record<string, string>) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { S: value }]));
}
