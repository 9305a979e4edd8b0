import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import {
  type AttributeValue,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  PutItemCommand,
  paginateScan,
  ResourceNotFoundException,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { ensureTable } from './ensureTable.ts';

/**
 * Gives a table of an earlier version the indexes that this one asks for. CloudFormation adds them to the table as it
 * is; dynalite cannot, so its items are written to a file in `folder`, and from there into a new table. A start that is
 * cut off in the middle goes on from that file.
 */
export async function upgradeTable(
  client: DynamoDBClient,
  properties: CreateTableCommandInput,
  folder: string,
): Promise<void> {
  const { TableName } = properties;
  const saved = join(folder, `${TableName}.ndjson`);
  if (!existsSync(saved)) {
    const has = await indexesOf(client, TableName);
    const wants = (properties.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName);
    if (!has || wants.every(name => has.includes(name))) return;
    await save(client, TableName, saved);
  }
  if (await indexesOf(client, TableName)) {
    await client.send(new DeleteTableCommand({ TableName }));
    await waitUntilTableNotExists({ client, minDelay: 0.02, maxDelay: 0.1, maxWaitTime: 10 }, { TableName });
  }
  await ensureTable(client, properties);
  await load(client, TableName, saved);
  rmSync(saved);
}

/** Null where there is no such table. */
async function indexesOf(
  client: DynamoDBClient,
  TableName: string | undefined,
): Promise<(string | undefined)[] | null> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    return (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}

/** Whole or not at all: the file gets its name when everything is in it. */
async function save(client: DynamoDBClient, TableName: string | undefined, path: string): Promise<void> {
  const part = `${path}.part`;
  const file = createWriteStream(part, { flush: true });
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
    for (const item of Items) file.write(`${JSON.stringify(item)}\n`);
  }
  file.end();
  await finished(file);
  renameSync(part, path);
}

async function load(client: DynamoDBClient, TableName: string | undefined, path: string): Promise<void> {
  await using file = await open(path);
  for await (const line of file.readLines()) {
    const Item = JSON.parse(line) as Record<string, AttributeValue>;
    await client.send(new PutItemCommand({ TableName, Item }));
  }
}
