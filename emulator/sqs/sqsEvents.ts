import type { MessageAttributes } from './messages/messageAttributes.ts';

/** What happened, told once it is on disk. Queues are named, not by URL or ARN. */
export interface SqsEvents {
  sent: [{ queue: string; messageId: string; body: string; attributes: MessageAttributes }];
  received: [{ queue: string; messageId: string; receiveCount: number }];
  deleted: [{ queue: string; messageId: string }];
  deadLettered: [
    {
      queue: string;
      dlq: string;
      messageId: string;
      body: string;
      attributes: MessageAttributes;
      /** Receives of the source queue: as many as its maxReceiveCount. */
      receiveCount: number;
    },
  ];
  /** By a move task: from a DLQ to another queue, under a new id. */
  moved: [
    {
      source: string;
      destination: string;
      messageId: string;
      previousMessageId: string;
      body: string;
      attributes: MessageAttributes;
    },
  ];
}
