import { randomBytes } from 'node:crypto';
import type { Message, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { expect, it } from 'vitest';
import { MAX_INDEX_BYTES, readIndexAttribute } from '../../../../contract/messages/piece.ts';
import { sqsPieceRequests } from '../../../../handlers/aws/messaging/sqsPieceRequests.ts';
import { lambdaRecord } from '../../../../local/lambda/lambdaRecord.ts';
import type { IndexedRequest } from '../../../../pipeline/ports/films.ts';
import { recordOf } from '../../../../workers/entry/recordOf.ts';

/** What SQS bills as one request, bytes. */
const BILLED = 65_536;

type Batch = NonNullable<SendMessageBatchCommand['input']['Entries']>;

/** The batches in which so many indexes, each of so many bytes, go out. */
async function sent(indexes: (number | null)[]): Promise<Batch[]> {
  const batches: Batch[] = [];
  const sqs = {
    send: async ({ input }: SendMessageBatchCommand) => {
      batches.push(input.Entries ?? []);
      return {};
    },
  } as unknown as SQSClient;
  const requests: IndexedRequest[] = indexes.map((bytes, piece) => ({
    ...{ jobId: 'a'.repeat(40), cut: 'b'.repeat(16), piece },
    index: bytes === null ? null : randomBytes(bytes),
  }));
  await sqsPieceRequests(sqs).send('http://sqs/queue', requests);
  return batches;
}

const bytesIn = (batch: Batch) =>
  batch.reduce((sum, { MessageBody = '', MessageAttributes = {} }) => {
    const [[name, { DataType = '', BinaryValue = [] }] = ['', {}]] = Object.entries(MessageAttributes);
    return sum + MessageBody.length + name.length + DataType.length + BinaryValue.length;
  }, 0);

it.each([
  ['of the usual size go ten at a time', Array<number>(180).fill(5_000), 18],
  ['that are larger go fewer at a time', Array<number>(30).fill(12_000), 6],
  ['of the largest size go one by one', Array<number>(4).fill(MAX_INDEX_BYTES), 4],
  ['that are not there go ten at a time', Array<null>(25).fill(null), 3],
])('pieces with indexes %s, and no request is billed as two', async (_, indexes, requests) => {
  const batches = await sent(indexes);
  expect(batches).toHaveLength(requests);
  for (const batch of batches) {
    expect(bytesIn(batch)).toBeLessThanOrEqual(BILLED);
    expect(batch.length).toBeLessThanOrEqual(10);
  }
  const bodies = new Set(batches.flat().map(({ MessageBody }) => MessageBody));
  expect(bodies.size).toBe(indexes.length);
});

it('an index comes to a function and to a container alike', async () => {
  const [[entry] = []] = await sent([5_000]);
  const [[name, value] = ['', { DataType: '', BinaryValue: new Uint8Array() }]] = Object.entries(
    entry?.MessageAttributes ?? {},
  );
  const index = Buffer.from(value.BinaryValue ?? []);
  const attributes = { [name]: { DataType: 'Binary', BinaryValue: index.toString('base64') } };
  const told = {
    messageId: '1',
    receiptHandle: 'a',
    body: '{}',
    sentAt: 0,
    firstReceivedAt: 0,
    receiveCount: 1,
  };
  const records: SQSRecord[] = [
    lambdaRecord({ ...told, attributes } as Parameters<typeof lambdaRecord>[0], 'arn:aws:sqs:us-east-1:1:q'),
    recordOf({ MessageAttributes: { [name]: { ...value, BinaryValue: index } } } as Message),
  ];
  for (const { messageAttributes } of records) {
    expect(readIndexAttribute(one => messageAttributes[one]?.binaryValue)).toEqual(index);
  }
  expect(readIndexAttribute(() => undefined)).toBeNull();
});
