import { EventEmitter } from 'node:events';
import type { DatabaseSync } from 'node:sqlite';
import { ACCOUNT, arn } from '../account.ts';
import { ProcessingTimes } from './groups/processingTimes.ts';
import { changeVisibility } from './messages/changeVisibility.ts';
import { longPoll } from './messages/longPoll.ts';
import { type MessageCounts, MessageTable } from './messages/messageTable.ts';
import { heldMessage } from './messages/receiptHandle.ts';
import type { ReceivedMessage } from './messages/receivedMessage.ts';
import { expireMessages, receiveMessages } from './messages/receiveMessages.ts';
import { type SendInput, storeMessage } from './messages/storeMessage.ts';
import { VisibilityWatch } from './messages/visibilityWatch.ts';
import { openDatabase } from './openDatabase.ts';
import { deadLetterSources } from './queues/deadLetterSources.ts';
import { queueAttributes } from './queues/queueAttributes.ts';
import { type Queue, QueueTable } from './queues/queueTable.ts';
import { MoveTasks } from './redrive/moveTasks.ts';
import type { MoveTask } from './redrive/moveTaskTable.ts';
import { MoveTaskTable } from './redrive/moveTaskTable.ts';
import { invalidParameterValue } from './sqsErrors.ts';
import type { SqsEvents } from './sqsEvents.ts';
import type { StoreParts } from './storeParts.ts';
import { Transactions } from './transactions.ts';

export interface SqsOptions {
  /** Where queue URLs point, for example http://127.0.0.1:4566; asked each time, as a port may be known late. */
  endpoint(): string;
  /** Milliseconds since the epoch. */
  now?(): number;
}

export interface ReceiveInput {
  readonly queue: string;
  /** 1 to 10. @default 1 */
  readonly max?: number | undefined;
  /** Seconds. @default the queue's VisibilityTimeout */
  readonly visibilityTimeout?: number | undefined;
  /** Long polling, seconds. @default the queue's ReceiveMessageWaitTimeSeconds */
  readonly waitSeconds?: number | undefined;
  /** Ends the wait early, with nothing received. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * SQS standard queues in one SQLite file, with AWS's semantics; queues go by name here and by URL on the wire.
 * One process at a time may open a file. What a method has answered survives a killed process; events come after that.
 * Every method that takes a queue throws AwsError QueueDoesNotExist for one that is not there.
 */
export class SqsStore extends EventEmitter<SqsEvents> {
  readonly #endpoint: () => string;
  readonly #db: DatabaseSync;
  readonly #parts: StoreParts;
  readonly #moves: MoveTasks;

  constructor(dbPath: string, options: SqsOptions) {
    super();
    this.#endpoint = options.endpoint;
    this.#db = openDatabase(dbPath);
    this.#parts = this.#assemble(options.now ?? (() => Date.now()));
    this.#moves = new MoveTasks(this.#parts, new MoveTaskTable(this.#db));
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
    if (!/^[\w-]{1,80}$/.test(name)) {
      throw invalidParameterValue(
        `"${name}" is no queue name: it has 1 to 80 letters, digits, hyphens and underscores (FIFO queues are not supported).`,
      );
    }
    const texts = Object.entries(attributes).map(([key, value]) => [
      key,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]);
    return this.#parts.queues.put(name, Object.fromEntries(texts), this.#parts.now());
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
    return this.#parts.messages.counts(queue, this.#parts.now());
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
    const { queue } = input;
    const message = heldMessage(this.#parts, queue, input.receiptHandle);
    if (!message) return;
    const { messages, processing, transactions, now } = this.#parts;
    const isShared = messages.hasGroups(queue);
    transactions.run('NORMAL', () => {
      messages.delete(message.seq);
      transactions.afterCommit(() => {
        if (isShared) processing.add(queue, message, now());
        this.emit('deleted', { queue, messageId: message.id });
      });
    });
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

  /** Starts a redrive in the background; returns its task's id. @see MoveTasks.start */
  startMove(input: Parameters<MoveTasks['start']>[0]): string {
    return this.#moves.start(input);
  }

  /** The latest first. */
  listMoves(source: string, max = 1): MoveTask[] {
    return this.#moves.list(source, max);
  }

  /** Stops a redrive; returns how many messages it had moved. */
  cancelMove(id: string): number {
    return this.#moves.cancel(id);
  }

  /** Ends long polls and waits with nothing; move tasks go on at the next start. */
  close(): void {
    this.#parts.watch.close();
    this.#moves.close();
    this.#db.close();
  }

  #assemble(now: () => number): StoreParts {
    const messages = new MessageTable(this.#db);
    return {
      queues: new QueueTable(this.#db),
      messages,
      processing: new ProcessingTimes(),
      transactions: new Transactions(this.#db),
      watch: new VisibilityWatch({
        isVisible: queue => messages.isVisible(queue, now()),
        nextVisibleAt: queue => messages.nextVisibleAt(queue, now()),
        now,
      }),
      events: this,
      now,
      arn: queue => this.arn(queue),
    };
  }
}
