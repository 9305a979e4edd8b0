import { EventEmitter } from 'node:events';
import type { DatabaseSync } from 'node:sqlite';
import { ACCOUNT, arn } from '../account.ts';
import { changeVisibility } from './messages/changeVisibility.ts';
import { dropMessage } from './messages/dropMessage.ts';
import { longPoll } from './messages/longPoll.ts';
import { heldMessage } from './messages/receiptHandle.ts';
import type { ReceivedMessage } from './messages/receivedMessage.ts';
import { expireMessages, type ReceiveInput, receiveMessages } from './messages/receiveMessages.ts';
import { type SendInput, storeMessage } from './messages/storeMessage.ts';
import { openDatabase } from './openDatabase.ts';
import { deadLetterSources } from './queues/deadLetterSources.ts';
import { putQueue } from './queues/putQueue.ts';
import { queueAttributes } from './queues/queueAttributes.ts';
import type { Queue } from './queues/queueTable.ts';
import { MoveTasks } from './redrive/moveTasks.ts';
import { MoveTaskTable } from './redrive/moveTaskTable.ts';
import type { SqsEvents } from './sqsEvents.ts';
import { type StoreParts, storeParts } from './storeParts.ts';
import type { MessageCounts } from './table/queueDepths.ts';

export interface SqsOptions {
  /** Where queue URLs point, for example http://127.0.0.1:4566; asked each time, as a port may be known late. */
  endpoint(): string;
  /** Milliseconds since the epoch. */
  now?(): number;
}

/**
 * SQS standard queues in one SQLite file, with AWS's semantics; queues go by name here and by URL on the wire.
 * One process at a time may open a file. What a method has answered survives a killed process; events come after that.
 * Every method that takes a queue throws AwsError QueueDoesNotExist for one that is not there.
 */
export class SqsStore extends EventEmitter<SqsEvents> {
  /** Redrives. */
  readonly moves: MoveTasks;
  readonly #endpoint: () => string;
  readonly #db: DatabaseSync;
  readonly #parts: StoreParts;

  constructor(dbPath: string, options: SqsOptions) {
    super();
    this.#endpoint = options.endpoint;
    this.#db = openDatabase(dbPath);
    this.#parts = storeParts(this.#db, this, options.now ?? (() => Date.now()));
    this.moves = new MoveTasks(this.#parts, new MoveTaskTable(this.#db));
  }

  arn(queue: string): string {
    return arn('sqs', queue);
  }

  url(queue: string): string {
    return `${this.#endpoint()}/${ACCOUNT}/${queue}`;
  }

  /**
   * Creates a queue, or gives the one that is there these attributes in place of its own; its messages stay.
   * Attributes are named as in SQS; a policy may be an object, as in a template.
   * @throws {AwsError} for a wrong name or attribute, or a FIFO queue.
   */
  createQueue(
    name: string,
    attributes: Readonly<Record<string, string | number | boolean | object>> = {},
  ): Queue {
    return putQueue(this.#parts, name, attributes);
  }

  /** Its messages go with it. AWS refuses a queue of the same name for the next 60 seconds; this does not. */
  deleteQueue(queue: string): void {
    this.#parts.queues.get(queue);
    this.#parts.queues.delete(queue);
  }

  queue(name: string): Queue {
    return this.#parts.queues.get(name);
  }

  hasQueue(name: string): boolean {
    return this.#parts.queues.find(name) !== undefined;
  }

  /** By name. */
  listQueues(): Queue[] {
    return this.#parts.queues.all();
  }

  /** All attributes as GetQueueAttributes shows them, the counts included. */
  attributes(queue: string): Record<string, string> {
    return queueAttributes(this.queue(queue), { arn: this.arn(queue), counts: this.counts(queue) });
  }

  /** Exact, where AWS's are approximate. */
  counts(queue: string): MessageCounts {
    expireMessages(this.#parts, this.queue(queue));
    return this.#parts.depths.counts(queue, this.#parts.now());
  }

  /** The queues that dead-letter into this one. */
  deadLetterSources(queue: string): Queue[] {
    return deadLetterSources(this.#parts, queue);
  }

  /** Runs sends and deletes all or nothing. */
  transaction<T>(work: () => T): T {
    return this.#parts.transactions.run('FULL', work);
  }

  /** Returns the message's id. @throws {AwsError} for a message that SQS refuses. */
  send(input: SendInput): string {
    return storeMessage(this.#parts, input);
  }

  /** Waits up to `waitSeconds` for a first message, then answers with what there is. */
  async receive(input: ReceiveInput): Promise<ReceivedMessage[]> {
    const { queue, signal } = input;
    return longPoll(this.#parts.watch, {
      queue,
      signal,
      waitSeconds: input.waitSeconds ?? this.queue(queue).settings.receiveWaitSeconds,
      receive: () => receiveMessages(this.#parts, input),
    });
  }

  /** A handle from an earlier receive is accepted and deletes nothing, as AWS may do on standard queues. */
  delete(input: { queue: string; receiptHandle: string }): void {
    dropMessage(this.#parts, input);
  }

  /** Hides a message for so many seconds from now; 0 gives it back at once. @throws {AwsError} for a stale handle. */
  changeVisibility(input: { queue: string; receiptHandle: string; visibilityTimeout: number }): void {
    changeVisibility(this.#parts, input);
  }

  /** Seconds until a message that was received shows again by itself; 0 where it is not held any more. */
  hiddenFor({ queue, receiptHandle }: { queue: string; receiptHandle: string }): number {
    const message = heldMessage(this.#parts, queue, receiptHandle);
    return Math.max(0, ((message?.visibleAt ?? 0) - this.#parts.now()) / 1_000);
  }

  /** AWS takes up to 60 seconds over it, and refuses a second purge within them. */
  purge(queue: string): void {
    this.#parts.messages.purge(this.queue(queue).name);
  }

  /**
   * Gives back everything that is in flight and takes back its last receive; how many there were. For the start of a
   * runtime whose consumers all ended with it: a restart is not the message's fault. On AWS consumers and queue do not
   * stop together: there a message waits out its visibility timeout, and the receive counts.
   */
  releaseInFlight(queue: string): number {
    const released = this.#parts.messages.releaseInFlight(this.queue(queue).name, this.#parts.now());
    this.#parts.watch.changed(queue);
    return released;
  }

  /** Calls `listener` whenever a message is sent, given back or due again; returns the way to stop. */
  onVisible(queue: string, listener: () => void): () => void {
    return this.#parts.watch.listen(this.queue(queue).name, listener);
  }

  /** Resolves once there is a message to receive; also, quietly, when aborted or closed. */
  waitForVisible(queue: string, signal?: AbortSignal): Promise<void> {
    return this.#parts.watch.wait(queue, signal);
  }

  /** Ends long polls and waits with nothing; move tasks go on at the next start. */
  close(): void {
    this.#parts.watch.close();
    this.moves.close();
    this.#db.close();
  }
}
