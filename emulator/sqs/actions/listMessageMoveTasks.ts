import { z } from 'zod';
import type { MoveTask } from '../redrive/moveTaskTable.ts';
import type { SqsStore } from '../sqsStore.ts';
import { queueArn } from './queueUrl.ts';
import { sqsAction } from './sqsAction.ts';
import { taskHandle } from './taskHandle.ts';

export const listMessageMoveTasks = sqsAction(
  z.object({ SourceArn: queueArn, MaxResults: z.number().int().min(1).max(10).default(1) }),
  (store, { SourceArn, MaxResults }) => ({
    Results: store.moves.list(SourceArn, MaxResults).map(task => show(store, task)),
  }),
);

/** As on AWS only a running task shows the handle that cancels it. */
function show(store: SqsStore, task: MoveTask): object {
  const sourceArn = store.arn(task.source);
  return {
    TaskHandle: task.status === 'RUNNING' ? taskHandle(task.id, sourceArn) : undefined,
    Status: task.status,
    SourceArn: sourceArn,
    DestinationArn: task.destination === null ? undefined : store.arn(task.destination),
    MaxNumberOfMessagesPerSecond: task.perSecond ?? undefined,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    FailureReason: task.failure ?? undefined,
    StartedTimestamp: task.startedAt,
  };
}
