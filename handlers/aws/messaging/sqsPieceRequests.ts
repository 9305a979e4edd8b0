import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import { BILLED_BYTES, writeIndexAttribute, writePieceRequest } from '../../../contract/messages/piece.ts';
import type { IndexedRequest, PieceRequests } from '../../../pipeline/ports/films.ts';

/** SQS takes so many messages at a time. */
const BATCH = 10;

/** Batches under way at once: an hour in pieces is some twenty. */
export const BATCHES_AT_ONCE = 8;

/**
 * A film's pieces are one message group: SQS's fair queues give other groups, and messages without one, their turn while one
 * group has many messages in flight.
 */
export function sqsPieceRequests(sqs: SQSClient): PieceRequests {
  return {
    send: async (queueUrl, requests) => {
      const batches = batchesOf(requests.map(entryOf));
      await pMap(batches, batch => sendBatch(sqs, queueUrl, batch), { concurrency: BATCHES_AT_ONCE });
    },
  };
}

function entryOf({ index, ...request }: IndexedRequest, number: number): SendMessageBatchRequestEntry {
  return {
    Id: String(number),
    MessageBody: writePieceRequest(request),
    MessageGroupId: request.jobId,
    MessageAttributes: writeIndexAttribute(index),
  };
}

/** As many in a batch as are billed as one request: with 1 MiB SQS would take more, and bill each 64 KB of them. */
export function batchesOf(entries: SendMessageBatchRequestEntry[]): SendMessageBatchRequestEntry[][] {
  const batches: SendMessageBatchRequestEntry[][] = [];
  let left = 0;
  for (const entry of entries) {
    const bytes = bytesOf(entry);
    const last = batches.at(-1);
    if (last && last.length < BATCH && bytes <= left) last.push(entry);
    else {
      batches.push([entry]);
      left = BILLED_BYTES;
    }
    left -= bytes;
  }
  return batches;
}

/** As SQS counts: the body, and of each attribute its name, its type and its value. */
function bytesOf({ MessageBody = '', MessageAttributes = {} }: SendMessageBatchRequestEntry): number {
  return Object.entries(MessageAttributes).reduce(
    (sum, [name, { DataType = '', BinaryValue }]) =>
      sum + Buffer.byteLength(name) + DataType.length + (BinaryValue?.length ?? 0),
    Buffer.byteLength(MessageBody),
  );
}

/** @throws {Error} where SQS did not take all of them; those that it took are made, and to ask twice does no harm. */
async function sendBatch(
  sqs: SQSClient,
  QueueUrl: string,
  Entries: SendMessageBatchRequestEntry[],
): Promise<void> {
  const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const [first] = Failed;
  if (first)
    throw new Error(`SQS did not take ${Failed.length} pieces: ${first.Code} ${first.Message ?? ''}`);
}
