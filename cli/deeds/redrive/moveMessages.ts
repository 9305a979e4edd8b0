import { setTimeout } from 'node:timers/promises';
import {
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';

export interface Moved {
  /** COMPLETED, FAILED or CANCELLED; RUNNING where it stands still and was no longer waited for. */
  status: string;
  moved: number;
  failureReason?: string;
}

const FIRST_LOOK_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** A move that has moved nothing for so long is not waited for; AWS reports its count about every minute. */
const STILL_MS = 180_000;

/** Moves a DLQ's messages back to where they came from and waits until that has ended, or stands still. */
export async function moveMessages(
  client: SQSClient,
  dlqArn: string,
  { rate, stillMs = STILL_MS }: { rate?: number | undefined; stillMs?: number } = {},
): Promise<Moved> {
  const before = await newestTask(client, dlqArn);
  await client.send(
    new StartMessageMoveTaskCommand({ SourceArn: dlqArn, MaxNumberOfMessagesPerSecond: rate }),
  );
  // An ended task is listed without its handle, so the new one is known by its later start.
  let last: Moved = { status: 'RUNNING', moved: 0 };
  let changedAt = performance.now();
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 1.5)) {
    const task = await newestTask(client, dlqArn);
    const now = task && startedAt(task) > startedAt(before) ? movedBy(task) : last;
    if (task && now !== last && isOver(task)) return now;
    if (now.moved !== last.moved) changedAt = performance.now();
    if (performance.now() - changedAt > stillMs) return now;
    last = now;
    await setTimeout(pause);
  }
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
