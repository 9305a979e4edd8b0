import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CreateTableCommandInput, PutItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, it } from 'vitest';
import { ensureTable } from '../../../emulator/dynamo/ensureTable.ts';
import { upgradeTable } from '../../../emulator/dynamo/upgradeTable.ts';
import { openDynamo } from './openDynamo.ts';

const { folder, client, close } = await openDynamo();

afterAll(close);

const old = (TableName: string): CreateTableCommandInput => ({
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'jobId', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'jobId', KeyType: 'HASH' }],
});

const indexed = (TableName: string): CreateTableCommandInput => ({
  ...old(TableName),
  AttributeDefinitions: ['jobId', 'day'].map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byDay',
      KeySchema: [{ AttributeName: 'day', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
});

async function ofToday(TableName: string): Promise<string[]> {
  const ids: string[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName,
      IndexName: 'byDay',
      KeyConditionExpression: '#day = :day',
      ExpressionAttributeNames: { '#day': 'day' },
      ExpressionAttributeValues: { ':day': { S: 'today' } },
    },
  );
  for await (const { Items = [] } of pages) ids.push(...Items.map(({ jobId }) => jobId?.S ?? ''));
  return ids.sort();
}

const item = (jobId: string) => ({ jobId: { S: jobId }, day: { S: 'today' } });

it('keeps every item of a table that gets a new index, and finds them by it', async () => {
  await ensureTable(client, old('jobs'));
  for (const id of ['a', 'b', 'c']) {
    await client.send(new PutItemCommand({ TableName: 'jobs', Item: item(id) }));
  }
  await upgradeTable(client, indexed('jobs'), folder);
  expect(await ofToday('jobs')).toEqual(['a', 'b', 'c']);
  expect(existsSync(join(folder, 'jobs.ndjson'))).toBe(false);
});

it('goes on where an earlier upgrade was cut off', async () => {
  writeFileSync(join(folder, 'cut.ndjson'), `${JSON.stringify(item('x'))}\n${JSON.stringify(item('y'))}\n`);
  await ensureTable(client, indexed('cut'));
  await client.send(new PutItemCommand({ TableName: 'cut', Item: item('x') }));
  await upgradeTable(client, indexed('cut'), folder);
  expect(await ofToday('cut')).toEqual(['x', 'y']);
});

it('leaves a table alone that has what is asked for, and one that is not there', async () => {
  await upgradeTable(client, indexed('jobs'), folder);
  expect(await ofToday('jobs')).toEqual(['a', 'b', 'c']);
  await expect(upgradeTable(client, indexed('nowhere'), folder)).resolves.toBeUndefined();
});
