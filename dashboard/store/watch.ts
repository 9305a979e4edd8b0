import { MAX_SOURCES, SAMPLE_SECONDS } from '../wire/retention.ts';
import type { SourceRow } from '../wire/sources.ts';
import { ChangeLog } from './changeLog.ts';
import type { LedgerFeed } from './ledgerFeed.ts';
import type { QueueFeed } from './queueFeed.ts';
import { type Repeated, repeat } from './repeat.ts';
import type { SourceTable } from './sourceTable.ts';

/** At what is worked on, and at all else. */
const LOOKS = 2;

/** Between two looks at what is worked on, milliseconds. */
const WORK_MS = 1_000;

/** So long after the last that somebody asked for, nothing is looked at any more, milliseconds. */
const IDLE_MS = 600_000;

export interface WatchParts {
  ledger: LedgerFeed;
  queues: QueueFeed;
  table: SourceTable;
  /** What went wrong, in a sentence. */
  explain(error: unknown): string;
}

/**
 * Looks at the stack for all pages together, as long as there is one: a page more is a connection more, and no look more.
 */
export class Watch {
  readonly log = new ChangeLog();
  readonly table: SourceTable;
  readonly queues: QueueFeed;
  readonly #ledger: LedgerFeed;
  readonly #explain: WatchParts['explain'];
  readonly #troubles = new Map<object, string>();
  /** Looks that have ended well since it looks again. */
  readonly #looked = new Set<object>();
  /** Something of the ledger was read since then. */
  #hasBegun = false;
  /** Resolves with whatever comes next of a look. */
  #step = Promise.withResolvers<void>();
  #isLoaded = false;
  #running: AbortController | undefined;
  #idle: NodeJS.Timeout | undefined;
  #pages = 0;

  constructor({ ledger, queues, table, explain }: WatchParts) {
    this.#ledger = ledger;
    this.queues = queues;
    this.table = table;
    this.#explain = explain;
  }

  /** Why the stack cannot be read; null where it can. */
  get trouble(): string | null {
    return this.#troubles.values().next().value ?? null;
  }

  /**
   * Resolves once all of the stack was read, anew where nobody has asked for so long that nothing was looked at.
   * @throws {Error} where it cannot be read.
   */
  async read(): Promise<void> {
    this.#wake();
    await this.#until(() => this.#looked.size === LOOKS);
  }

  /** Resolves once the newest was read; what is older then comes as a change. @throws {Error} as `read`. */
  async begun(): Promise<void> {
    this.#wake();
    await this.#until(() => this.#hasBegun);
  }

  /** Looks as long as a page is open; to be called with its end. */
  open(): () => void {
    this.#pages += 1;
    this.#wake();
    return () => {
      this.#pages -= 1;
      this.#wake();
    };
  }

  close(): void {
    clearTimeout(this.#idle);
    this.#running?.abort();
    this.#running = undefined;
    // What was wrong then says nothing of the next time, and neither does what was seen.
    this.#troubles.clear();
    this.#looked.clear();
    this.#hasBegun = false;
  }

  async #until(holds: () => boolean): Promise<void> {
    while (this.trouble === null && !holds()) await this.#step.promise;
    if (this.trouble !== null) throw new Error(this.trouble);
  }

  #stepped(): void {
    const { resolve } = this.#step;
    this.#step = Promise.withResolvers();
    resolve();
  }

  #wake(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => (this.#pages > 0 ? this.#wake() : this.close()), IDLE_MS).unref();
    if (this.#running) return;
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.#repeat(WORK_MS, () => this.#lookAtWork(), signal);
    this.#repeat(SAMPLE_SECONDS * 1_000, () => this.#lookAtRest(), signal);
  }

  #repeat(everyMs: number, look: Repeated['look'], signal: AbortSignal): void {
    const of = {};
    const ended = (error: unknown) => this.#note(of, error === null ? null : this.#explain(error));
    repeat({ everyMs, look, ended }, signal);
  }

  async #lookAtWork(): Promise<void> {
    if (!this.#isLoaded) return this.#load();
    this.#tell(this.table.take(await this.#ledger.inWork()));
    this.#hasBegun = true;
  }

  async #load(): Promise<void> {
    for await (const jobs of this.#ledger.first(() => this.table.size >= MAX_SOURCES)) {
      this.#tell(this.table.take(jobs));
      this.#hasBegun = true;
      this.#stepped();
    }
    this.#isLoaded = true;
    this.#hasBegun = true;
  }

  async #lookAtRest(): Promise<void> {
    this.log.add({ sample: await this.queues.look() });
    if (this.#isLoaded) this.#tell(this.table.take(await this.#ledger.changed()));
  }

  #tell(sources: SourceRow[]): void {
    if (sources.length > 0) this.log.add({ sources });
  }

  #note(of: object, sentence: string | null): void {
    const before = this.trouble;
    if (sentence === null) this.#troubles.delete(of);
    else this.#troubles.set(of, sentence);
    if (this.trouble !== before) this.log.add({ trouble: this.trouble });
    if (sentence === null) this.#looked.add(of);
    this.#stepped();
  }
}
