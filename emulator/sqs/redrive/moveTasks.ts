import { deadLetterSources } from '../queues/deadLetterSources.ts';
import { invalidParameterValue, resourceNotFound, unsupportedOperation } from '../sqsErrors.ts';
import type { StoreParts } from '../storeParts.ts';
import { moveBatch } from './moveBatch.ts';
import type { MoveTask, MoveTaskTable } from './moveTaskTable.ts';

/** Messages a step when no rate is set: enough to be quick, few enough to let others at the queue in between. */
const STEP = 100;

/** Runs move tasks in the background; one that was running when the process ended goes on at the next start. */
export class MoveTasks {
  readonly #parts: StoreParts;
  readonly #table: MoveTaskTable;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(parts: StoreParts, table: MoveTaskTable) {
    this.#parts = parts;
    this.#table = table;
    for (const task of table.running()) this.#stepIn(0, task.id);
  }

  /**
   * Starts a task and returns its id. Without a destination each message goes back to the queue it came from.
   * @throws {AwsError} when the source is no queue's DLQ, a queue is missing or a task already runs.
   */
  start(input: { source: string; destination?: string | undefined; perSecond?: number | undefined }): string {
    const { source, destination, perSecond } = input;
    const { messages, depths, now } = this.#parts;
    this.#check(source, destination, perSecond);
    const id = this.#table.insert({
      source,
      destination: destination ?? null,
      perSecond: perSecond ?? null,
      toMove: depths.counts(source, now()).visible,
      lastSeq: messages.lastSeq(),
      startedAt: now(),
    });
    this.#stepIn(0, id);
    return id;
  }

  /** The latest first. */
  list(source: string, max = 1): MoveTask[] {
    if (!this.#parts.queues.find(source)) throw noSuchQueue('SourceArn');
    return this.#table.of(source).slice(0, max);
  }

  /**
   * Stops a task; what it moved stays moved. Returns how many that were. AWS shows CANCELLING for a while.
   * @throws {AwsError} ResourceNotFoundException, or UnsupportedOperation for a task that has ended.
   */
  cancel(id: string): number {
    const task = this.#table.find(id);
    if (!task) throw resourceNotFound('Task does not exist.');
    if (task.status !== 'RUNNING') {
      throw unsupportedOperation(`Only active tasks can be cancelled; this one is ${task.status}.`);
    }
    this.#end(id, 'CANCELLED', null);
    return task.moved;
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #check(source: string, destination: string | undefined, perSecond: number | undefined): void {
    if (!this.#parts.queues.find(source)) throw noSuchQueue('SourceArn');
    if (deadLetterSources(this.#parts, source).length === 0) {
      throw invalidParameterValue('Source queue must be configured as a Dead Letter Queue.');
    }
    if (destination !== undefined && !this.#parts.queues.find(destination))
      throw noSuchQueue('DestinationArn');
    if (destination === source)
      throw invalidParameterValue('Source and destination queue must not be the same.');
    if (perSecond !== undefined && !(Number.isInteger(perSecond) && perSecond >= 1 && perSecond <= 500)) {
      throw invalidParameterValue(
        `Value ${perSecond} for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and 500.`,
      );
    }
    if (this.#table.running().some(task => task.source === source)) {
      throw invalidParameterValue(
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      );
    }
  }

  #stepIn(delayMs: number, id: string): void {
    const timer = setTimeout(() => this.#step(id), delayMs);
    this.#timers.set(id, timer);
  }

  #step(id: string): void {
    const task = this.#table.find(id);
    if (task?.status !== 'RUNNING') return;
    // A rate is kept in tenths of a second: 50 a second is 5 messages each 100 ms, 3 a second one each 333 ms.
    const limit = task.perSecond ? Math.max(1, Math.round(task.perSecond / 10)) : STEP;
    const { moved, failure } = this.#move(task, limit);
    if (failure) this.#end(id, 'FAILED', failure);
    else if (moved < limit) this.#end(id, 'COMPLETED', null);
    else this.#stepIn(task.perSecond ? (limit / task.perSecond) * 1_000 : 0, id);
  }

  /** The count and the messages change together, so that a kill between two steps leaves both right. */
  #move(task: MoveTask, limit: number): { moved: number; failure?: string } {
    return this.#parts.transactions.run('NORMAL', () => {
      const result = moveBatch(this.#parts, task, limit);
      this.#table.addMoved(task.id, result.moved);
      return result;
    });
  }

  #end(id: string, status: MoveTask['status'], failure: string | null): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#table.end(id, status, failure);
  }
}

function noSuchQueue(parameter: string): Error {
  return resourceNotFound(`The resource that you specified for the ${parameter} parameter doesn't exist.`);
}
