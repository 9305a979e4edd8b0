import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureTable } from '../../../../emulator/index.ts';
import { dynamoJobRecords } from '../../../../handlers/aws/dynamo/dynamoJobRecords.ts';
import type { NewJob } from '../../../../pipeline/ports/ledger.ts';
import { openDynamo } from '../../../emulator/dynamo/openDynamo.ts';

const TableName = 'jobs';
const JOB: NewJob = {
  jobId: 'job',
  source: { bucket: 'in', key: 'a.mp4', version: 'v1', sizeBytes: 5 },
  rendition: '720p',
  presetHash: 'hash',
  message: { id: 'm1', body: '{}', attributes: {} },
  queueUrl: 'http://queue',
  outputBucket: 'out',
};

const { client, close } = await openDynamo();
const documents = DynamoDBDocumentClient.from(client);
const records = dynamoJobRecords(documents, {
  ...{ table: TableName, leaseSeconds: 30, jobDays: 1 },
  size: { compute: 'function', memoryMb: 3_538, scratchMb: 512, architecture: 'x86_64' },
});

beforeAll(async () => {
  await ensureTable(client, {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'jobId', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'jobId', KeyType: 'HASH' }],
  });
});

afterAll(close);

it('puts a job down once, and over what a killed run left with its id alone', async () => {
  await documents.send(new PutCommand({ TableName, Item: { jobId: JOB.jobId } }));
  expect(await records.expect(JOB)).toBe(true);
  expect(await records.expect(JOB)).toBe(false);
  const { Item } = await documents.send(new GetCommand({ TableName, Key: { jobId: JOB.jobId } }));
  expect(Item).toMatchObject({ ...JOB, state: 'queued' });
});
