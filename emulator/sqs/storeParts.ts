import type { EventEmitter } from 'node:events';
import type { ProcessingTimes } from './groups/processingTimes.ts';
import type { MessageTable } from './messages/messageTable.ts';
import type { VisibilityWatch } from './messages/visibilityWatch.ts';
import type { QueueTable } from './queues/queueTable.ts';
import type { SqsEvents } from './sqsEvents.ts';
import type { Transactions } from './transactions.ts';

/** What the operations on queues work with. */
export interface StoreParts {
  readonly queues: QueueTable;
  readonly messages: MessageTable;
  readonly transactions: Transactions;
  readonly processing: ProcessingTimes;
  readonly watch: VisibilityWatch;
  readonly events: EventEmitter<SqsEvents>;
  /** Milliseconds since the epoch. */
  now(): number;
  arn(queue: string): string;
}
