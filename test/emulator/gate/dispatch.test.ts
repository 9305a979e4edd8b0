import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListJobsCommand, MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { dispatch } from '../../../emulator/gate/dispatch.ts';
import { awsCli } from '../../fixtures/awsCli.ts';

const SENTENCE = 'Not for you & yours: ask <elsewhere>.';

const reached = vi.fn();
const services = {
  ...{ s3: reached, dynamo: reached, sqs: reached, sns: reached, sts: reached, secrets: reached },
  ...{ events: reached, logs: reached, cloudFormation: reached, s3AllowsOrigin: () => false },
  rest: [{ path: '/2017-08-29/', answer: reached }],
};
const server = createServer(dispatch(services, () => SENTENCE));
let endpoint: string;

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close().closeAllConnections());

const config = () => ({
  ...{ endpoint, region: 'us-east-1', maxAttempts: 1 },
  credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
});

it.each([
  ['S3', () => new S3Client({ ...config(), forcePathStyle: true }).send(new ListBucketsCommand({}))],
  ['SQS', () => new SQSClient(config()).send(new ListQueuesCommand({}))],
  ['SNS', () => new SNSClient(config()).send(new ListTopicsCommand({}))],
  ['STS', () => new STSClient(config()).send(new GetCallerIdentityCommand({}))],
  ['CloudFormation', () => new CloudFormationClient(config()).send(new DescribeStacksCommand({}))],
  ['Secrets Manager', () => new SecretsManagerClient(config()).send(new ListSecretsCommand({}))],
  ['EventBridge', () => new EventBridgeClient(config()).send(new ListRulesCommand({}))],
  ['DynamoDB', () => new DynamoDBClient(config()).send(new ListTablesCommand({}))],
  ['MediaConvert', () => new MediaConvertClient(config()).send(new ListJobsCommand({}))],
])('a request that the guard refuses does not reach %s, whose client is told why', async (_, call) => {
  await expect(call()).rejects.toMatchObject({
    ...{ name: 'AccessDenied', message: SENTENCE, $metadata: { httpStatusCode: 403 } },
  });
  expect(reached).not.toHaveBeenCalled();
});

it('the AWS CLI prints the sentence too', async () => {
  for (const command of [
    ['s3api', 'list-buckets'],
    ['sqs', 'list-queues'],
  ]) {
    await expect(awsCli(endpoint, ...command)).rejects.toThrow(
      /\(AccessDenied\) when calling .* <elsewhere>\./,
    );
  }
});
