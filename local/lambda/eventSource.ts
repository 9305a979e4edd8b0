import { setTimeout } from 'node:timers/promises';
import type { ReceivedMessage, SqsStore } from '../../emulator/index.ts';
import { batchFailures } from './batchFailures.ts';
import type { Core, Cores } from './cores.ts';
import { lambdaRecord } from './lambdaRecord.ts';
import { SandboxDied } from './sandbox.ts';
import type { SandboxPool } from './sandboxPool.ts';
import { Slots } from './slots.ts';

/** An event source mapping as the template describes it: a queue that drives a function. */
export interface EventSourceConfig {
  queue: string;
  /** ScalingConfig.MaximumConcurrency. */
  maxConcurrency: number;
  /** FunctionResponseTypes has ReportBatchItemFailures. */
  reportsFailures: boolean;
}

/**
 * After a sandbox died, its message is shown again this soon, seconds, unless the handler had hidden it itself for a
 * short while, which ends with the job's lease. On AWS an untouched one stays hidden until its visibility timeout ends,
 * six times the function's; nobody wants to wait that long for their own machine.
 */
const AFTER_CRASH_SECONDS = 1;
const SHORT_WHILE_SECONDS = 60;

/** Between looks at a queue that is not there. */
const LOOK_AGAIN_MS = 1_000;

/** Feeds one queue's messages to one function, a message at a time. */
export class EventSource {
  readonly #config: EventSourceConfig;
  readonly #sqs: SqsStore;
  readonly #pool: SandboxPool;
  /** Shared by all functions that encode, as an account's concurrency limit is on AWS. */
  readonly #cores: Cores;
  readonly #own: Slots;
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(config: EventSourceConfig, parts: { sqs: SqsStore; pool: SandboxPool; cores: Cores }) {
    this.#config = config;
    this.#sqs = parts.sqs;
    this.#pool = parts.pool;
    this.#cores = parts.cores;
    this.#own = new Slots(config.maxConcurrency);
  }

  /** Polls until stopped; resolves once what was running has ended. */
  async run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      // A queue that somebody deleted may be made again; until then there is nothing to do but look.
      await this.#next(signal).catch(() => setTimeout(LOOK_AGAIN_MS, undefined, { signal }).catch(() => {}));
    }
    await Promise.all(this.#running);
  }

  stop(): void {
    this.#stop.abort();
  }

  async #next(signal: AbortSignal): Promise<void> {
    await this.#sqs.waitForVisible(this.#config.queue, signal);
    await this.#own.take();
    const core = await this.#cores.take();
    try {
      const message = signal.aborted ? undefined : await this.#receive();
      if (message) return this.#start(message, core);
    } catch (error) {
      this.#release(core);
      throw error;
    }
    this.#release(core);
  }

  async #receive(): Promise<ReceivedMessage | undefined> {
    const [message] = await this.#sqs.receive({ queue: this.#config.queue, max: 1, waitSeconds: 0 });
    return message;
  }

  #start(message: ReceivedMessage, core: Core): void {
    const running = this.#handle(message, core).finally(() => {
      this.#release(core);
      this.#running.delete(running);
    });
    this.#running.add(running);
  }

  async #handle(message: ReceivedMessage, core: Core): Promise<void> {
    const { queue } = this.#config;
    const held = { queue, receiptHandle: message.receiptHandle };
    try {
      const event = { Records: [lambdaRecord(message, this.#sqs.arn(queue))] };
      const result = await this.#pool.invoke(event, () => core.giveBack());
      const failed = this.#config.reportsFailures ? batchFailures(result, [message.messageId]) : [];
      // A failed message stays as the handler left it: hidden until its visibility timeout ends.
      if (failed.length === 0) this.#sqs.delete(held);
    } catch (error) {
      // The handler threw: AWS leaves the message hidden too. The runtime is stopping: recovery shows it again.
      if (error instanceof SandboxDied && !this.#stop.signal.aborted) this.#showAgain(held);
    }
  }

  #showAgain(held: { queue: string; receiptHandle: string }): void {
    try {
      if (this.#sqs.hiddenFor(held) <= SHORT_WHILE_SECONDS) return;
      this.#sqs.changeVisibility({ ...held, visibilityTimeout: AFTER_CRASH_SECONDS });
    } catch {
      // Its visibility timeout is over, or the queue was purged: there is nothing to show.
    }
  }

  #release(core: Core): void {
    core.release();
    this.#own.release();
  }
}
