import { createServer } from 'node:http';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { makeClients } from '../../../handlers/aws/clients.ts';
import { listen } from '../../../local/machine/listen.ts';
import { NO_REQUESTS } from '../../../prices/requests.ts';

/** What the services answer next: here it matters only whether they do, and what they say a request consumed. */
let answers: { status: number; body: object }[] = [];
const asked: string[] = [];
const server = createServer((request, response) => {
  request.setEncoding('utf8').on('data', part => asked.push(part));
  request.on('end', () => {
    const { status, body } = answers.shift() ?? { status: 200, body: {} };
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
  });
});
const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
vi.stubEnv('AWS_REGION', 'us-east-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
const clients = makeClients({ AWS_ENDPOINT_URL: endpoint });

beforeEach(() => {
  answers = [];
  clients.meter.take();
});

afterAll(() => server.close());

it('DynamoDB is asked what each request consumes, and that is what counts', async () => {
  answers = [
    { status: 200, body: { ConsumedCapacity: { TableName: 'jobs', CapacityUnits: 7 } } },
    { status: 200, body: { ConsumedCapacity: { TableName: 'jobs', CapacityUnits: 1.5 } } },
  ];
  await clients.dynamo.send(new PutCommand({ TableName: 'jobs', Item: { id: 'one' } }));
  await clients.dynamo.send(new GetCommand({ TableName: 'jobs', Key: { id: 'one' } }));
  expect(asked.map(body => JSON.parse(body).ReturnConsumedCapacity)).toEqual(['TOTAL', 'TOTAL']);
  expect(clients.meter.take()).toEqual({ ...NO_REQUESTS, writeUnits: 7, readUnits: 1.5 });
});

it('a DynamoDB write whose condition does not hold counts, too', async () => {
  answers = [{ status: 400, body: { __type: 'x#ConditionalCheckFailedException' } }];
  const put = new PutCommand({ TableName: 'jobs', Item: { id: 'one' } });
  await expect(clients.dynamo.send(put)).rejects.toThrow();
  expect(clients.meter.take()).toEqual({ ...NO_REQUESTS, writeUnits: 1 });
});

it('a request that is tried again counts each time', async () => {
  answers = [{ status: 503, body: {} }];
  await clients.s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
  expect(clients.meter.take()).toEqual({ ...NO_REQUESTS, s3Reads: 2 });
});

it('S3 counts writes and reads apart, and a deletion not at all', async () => {
  await clients.s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x' }));
  await clients.s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
  await clients.s3.send(new DeleteObjectCommand({ Bucket: 'b', Key: 'k' }));
  expect(clients.meter.take()).toEqual({ ...NO_REQUESTS, s3Writes: 1, s3Reads: 1 });
});

it('a publication counts', async () => {
  await clients.sns
    .send(new PublishCommand({ TopicArn: 'arn:aws:sns:us-east-1:1:t', Message: 'x' }))
    .catch(() => {});
  expect(clients.meter.take()).toEqual({ ...NO_REQUESTS, snsPublishes: 1 });
});

it('what was taken is not counted again', async () => {
  answers = [{ status: 400, body: {} }];
  const send = new SendMessageCommand({ QueueUrl: `${endpoint}/1/q`, MessageBody: 'x' });
  await clients.sqs.send(send).catch(() => {});
  expect(clients.meter.take()).toEqual({ ...NO_REQUESTS, sqsRequests: 1 });
  expect(clients.meter.take()).toEqual(NO_REQUESTS);
});
