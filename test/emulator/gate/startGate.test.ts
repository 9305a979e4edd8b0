import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListJobsCommand, MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import { ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OWN_CREDENTIALS } from '../../../emulator/gate/ownCredentials.ts';
import { startGate } from '../../../emulator/gate/startGate.ts';
import { awsCli } from '../../fixtures/awsCli.ts';

const SENTENCE = 'The stack is starting; ask again in a few seconds.';
const answer = startGate(['/2017-08-29/'], (_request, response) => response.end('{"TableNames":["mine"]}'));
const server = createServer(answer);
let endpoint: string;

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close().closeAllConnections());

const config = () => ({
  ...{ endpoint, region: 'us-east-1', maxAttempts: 1, forcePathStyle: true },
  credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
});
const s3 = () => new S3Client(config());
const big = { Bucket: 'b', Key: 'k', Body: Buffer.alloc(8_000_000) };

it.each([
  ['S3', () => s3().send(new ListBucketsCommand({}))],
  ['S3 in the middle of an upload', () => s3().send(new PutObjectCommand(big))],
  ['SQS', () => new SQSClient(config()).send(new ListQueuesCommand({}))],
  ['SNS', () => new SNSClient(config()).send(new ListTopicsCommand({}))],
  ['CloudFormation', () => new CloudFormationClient(config()).send(new DescribeStacksCommand({}))],
  ['DynamoDB', () => new DynamoDBClient(config()).send(new ListTablesCommand({}))],
  ['MediaConvert', () => new MediaConvertClient(config()).send(new ListJobsCommand({}))],
])('%s refuses in a sentence, and as what a client may repeat', async (_, call) => {
  await expect(call()).rejects.toMatchObject({
    ...{ name: 'ServiceUnavailable', message: SENTENCE, $metadata: { httpStatusCode: 503 } },
  });
});

it('says when to ask again', async () => {
  expect((await fetch(endpoint)).headers.get('retry-after')).toBe('1');
});

it('the AWS CLI prints the sentence', async () => {
  await expect(awsCli(endpoint, 's3api', 'list-buckets')).rejects.toThrow(SENTENCE);
}, 60_000);

it('lets the requests pass that make the stack', async () => {
  const own = new DynamoDBClient({ ...config(), credentials: OWN_CREDENTIALS });
  expect(await own.send(new ListTablesCommand({}))).toMatchObject({ TableNames: ['mine'] });
});
