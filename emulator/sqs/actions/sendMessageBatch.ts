import { z } from 'zod';
import { messageAttributesBytes } from '../messages/messageAttributes.ts';
import { batchErrors } from '../sqsErrors.ts';
import { batch } from './batch.ts';
import { outgoingMessage, sendOutgoing } from './outgoingMessage.ts';
import { queueUrl } from './queueUrl.ts';
import { sqsAction } from './sqsAction.ts';

/** For all entries together, as for one message. */
const MAX_BYTES = 1_048_576;

const entry = outgoingMessage.extend({ Id: z.string() });

export const sendMessageBatch = sqsAction(
  z.object({ QueueUrl: queueUrl, Entries: z.array(entry).default([]) }),
  (store, { QueueUrl, Entries }) => {
    store.queue(QueueUrl);
    const bytes = Entries.reduce((sum, one) => sum + entryBytes(one), 0);
    if (bytes > MAX_BYTES) throw batchErrors.tooLong(MAX_BYTES, bytes);
    return batch(store, Entries, one => sendOutgoing(store, QueueUrl, one));
  },
);

function entryBytes({ MessageBody, MessageAttributes }: z.output<typeof entry>): number {
  return Buffer.byteLength(MessageBody) + messageAttributesBytes(MessageAttributes);
}
