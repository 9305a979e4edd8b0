import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';

/** A record as Lambda hands over a message, received for the first time. */
export function sqsRecord(more: Partial<SQSRecord> = {}): SQSRecord {
  return {
    messageId: 'message-1',
    receiptHandle: 'handle-1',
    body: '{}',
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1763632800000',
      SenderId: 'AIDAEXAMPLE',
      ApproximateFirstReceiveTimestamp: '1763632800500',
    },
    messageAttributes: {},
    md5OfBody: '99914b932bd37a50b983c5e7c90ae93b',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:queue',
    awsRegion: 'us-east-1',
    ...more,
  };
}

export function sqsEvent(...Records: SQSRecord[]): SQSEvent {
  return { Records };
}

/** Of an invocation that has a minute left. */
export function invocation(functionName = 'function'): Context {
  return { functionName, getRemainingTimeInMillis: () => 60_000 } as Context;
}
