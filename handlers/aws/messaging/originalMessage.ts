import type { SQSRecord } from 'aws-lambda';
import type { OriginalMessage } from '../../../contract/job.ts';
import {
  FIRST_SENT_ATTRIBUTE,
  PRIORITY_ATTRIBUTE,
  RENDITION_ATTRIBUTE,
} from '../../../contract/messages/request.ts';

/** A Lambda record as the pipeline keeps it. */
export function originalMessage(record: SQSRecord): OriginalMessage {
  // Of others there may be as many as SQS takes, and none could be added to say why the message failed.
  const attributes = Object.fromEntries(
    [RENDITION_ATTRIBUTE, PRIORITY_ATTRIBUTE, FIRST_SENT_ATTRIBUTE].flatMap(name => {
      const value = record.messageAttributes[name]?.stringValue;
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const sentAt = new Date(Number(record.attributes.SentTimestamp)).toISOString();
  return { id: record.messageId, body: record.body, attributes, sentAt };
}
