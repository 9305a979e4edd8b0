import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import { type PieceRequest, writePieceRequest } from '../../../contract/messages/piece.ts';
import type { PieceRequests } from '../../../pipeline/ports/films.ts';

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
      const batches = Array.from({ length: Math.ceil(requests.length / BATCH) }, (_, batch) =>
        requests.slice(batch * BATCH, (batch + 1) * BATCH),
      );
      await pMap(batches, batch => sendBatch(sqs, queueUrl, batch), { concurrency: BATCHES_AT_ONCE });
    },
  };
}

/** @throws {Error} where SQS did not take all of them; those that it took are made, and to ask twice does no harm. */
async function sendBatch(sqs: SQSClient, QueueUrl: string, requests: PieceRequest[]): Promise<void> {
  const Entries = requests.map((request, index) => ({
    Id: String(index),
    MessageBody: writePieceRequest(request),
    MessageGroupId: request.jobId,
  }));
  const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const [first] = Failed;
  if (first)
    throw new Error(`SQS did not take ${Failed.length} pieces: ${first.Code} ${first.Message ?? ''}`);
}
