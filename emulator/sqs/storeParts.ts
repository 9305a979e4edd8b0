import type { EventEmitter } from 'node:events';
import type { DatabaseSync } from 'node:sqlite';
import { arn } from '../account.ts';
import { ProcessingTimes } from './groups/processingTimes.ts';
import { VisibilityWatch } from './messages/visibilityWatch.ts';
import { QueueTable } from './queues/queueTable.ts';
import type { SqsEvents } from './sqsEvents.ts';
import { MessageTable } from './table/messageTable.ts';
import { QueueDepths } from './table/queueDepths.ts';
import { Statements } from './table/statements.ts';
import { Transactions } from './transactions.ts';

/** What the operations on queues work with. */
export interface StoreParts {
  readonly queues: QueueTable;
  readonly messages: MessageTable;
  readonly depths: QueueDepths;
  readonly transactions: Transactions;
  readonly processing: ProcessingTimes;
  readonly watch: VisibilityWatch;
  readonly events: EventEmitter<SqsEvents>;
  /** Milliseconds since the epoch. */
  now(): number;
  arn(queue: string): string;
}

export function storeParts(db: DatabaseSync, events: EventEmitter<SqsEvents>, now: () => number): StoreParts {
  const statements = new Statements(db);
  const depths = new QueueDepths(statements);
  return {
    queues: new QueueTable(db),
    messages: new MessageTable(statements),
    depths,
    processing: new ProcessingTimes(),
    transactions: new Transactions(db),
    watch: new VisibilityWatch({
      isVisible: queue => depths.isVisible(queue, now()),
      nextVisibleAt: queue => depths.nextVisibleAt(queue, now()),
      now,
    }),
    events,
    now,
    arn: queue => arn('sqs', queue),
  };
}
