import { setTimeout } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';

export interface Moved {
  /** COMPLETED, FAILED or CANCELLED. */
  status: string;
  moved: number;
  failureReason?: string;
}

const FIRST_LOOK_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** Moves a DLQ's messages back to where they came from and waits until that has ended. */
export async function moveMessages(client: SQSClient, dlqArn: string): Promise<Moved> {
  const before = await newestTask(client, dlqArn);
  await client.send(new StartMessageMoveTaskCommand({ SourceArn: dlqArn }));
  // An ended task is listed without its handle, so the new one is known by its later start.
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 1.5)) {
    const task = await newestTask(client, dlqArn);
    if (task && startedAt(task) > startedAt(before) && isOver(task)) return movedBy(task);
    await setTimeout(pause);
  }
}

/** Messages in a queue, also those somebody is looking at. AWS counts them approximately. */
export async function waitingMessages(client: SQSClient, queueUrl: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
}

async function newestTask(
  client: SQSClient,
  dlqArn: string,
): Promise<ListMessageMoveTasksResultEntry | undefined> {
  const { Results } = await client.send(
    new ListMessageMoveTasksCommand({ SourceArn: dlqArn, MaxResults: 10 }),
  );
  return Results?.toSorted((a, b) => startedAt(b) - startedAt(a))[0];
}

function startedAt(task: ListMessageMoveTasksResultEntry | undefined): number {
  return task?.StartedTimestamp ?? 0;
}

function isOver(task: ListMessageMoveTasksResultEntry): boolean {
  return !['RUNNING', 'CANCELLING'].includes(task.Status ?? 'RUNNING');
}

function movedBy(task: ListMessageMoveTasksResultEntry): Moved {
  return {
    status: task.Status ?? '',
    moved: task.ApproximateNumberOfMessagesMoved ?? 0,
    ...(task.FailureReason ? { failureReason: task.FailureReason } : {}),
  };
}
