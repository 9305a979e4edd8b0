import type { SQSRecord } from 'aws-lambda';
import type { OriginalMessage } from '../../../contract/job.ts';
import { RENDITION_ATTRIBUTE } from '../../../contract/messages/request.ts';

/** A Lambda record as the pipeline keeps it. */
export function originalMessage(record: SQSRecord): OriginalMessage {
  // Of others there may be as many as SQS takes, and none could be added to say why the message failed.
  const rendition = record.messageAttributes[RENDITION_ATTRIBUTE]?.stringValue;
  const attributes: OriginalMessage['attributes'] =
    rendition === undefined ? {} : { [RENDITION_ATTRIBUTE]: rendition };
  const sentAt = new Date(Number(record.attributes.SentTimestamp)).toISOString();
  return { id: record.messageId, body: record.body, attributes, sentAt };
}
