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
  /** Messages that the function is given at once, at most. */
  batchSize: number;
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

/** Feeds one queue's messages to one function, a batch at a time. */
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
      const batch = signal.aborted ? [] : await this.#receive();
      if (batch.length > 0) return this.#start(batch, core);
    } catch (error) {
      this.#release(core);
      throw error;
    }
    this.#release(core);
  }

  #receive(): Promise<ReceivedMessage[]> {
    const { queue, batchSize: max } = this.#config;
    return this.#sqs.receive({ queue, max, waitSeconds: 0 });
  }

  #start(batch: ReceivedMessage[], core: Core): void {
    const running = this.#handle(batch, core).finally(() => {
      this.#release(core);
      this.#running.delete(running);
    });
    this.#running.add(running);
  }

  async #handle(batch: ReceivedMessage[], core: Core): Promise<void> {
    const { queue, reportsFailures } = this.#config;
    try {
      const event = { Records: batch.map(message => lambdaRecord(message, this.#sqs.arn(queue))) };
      const result = await this.#pool.invoke(event, () => core.giveBack());
      const ids = batch.map(({ messageId }) => messageId);
      const failed = reportsFailures ? batchFailures(result, ids) : [];
      // A failed message stays as the handler left it: hidden until its visibility timeout ends.
      for (const { messageId, receiptHandle } of batch) {
        if (!failed.includes(messageId)) this.#sqs.delete({ queue, receiptHandle });
      }
    } catch (error) {
      // The handler threw: AWS leaves the messages hidden too. The runtime is stopping: recovery shows them again.
      if (!(error instanceof SandboxDied) || this.#stop.signal.aborted) return;
      for (const message of batch) this.#showAgain(message);
    }
  }

  #showAgain({ receiptHandle }: ReceivedMessage): void {
    const held = { queue: this.#config.queue, receiptHandle };
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
