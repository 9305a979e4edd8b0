/** What the watch asks about a queue; times in milliseconds since the epoch. */
export interface VisibilityQueries {
  isVisible(queue: string): boolean;
  nextVisibleAt(queue: string): number | undefined;
  now(): number;
}

/**
 * Tells listeners when a queue has a message to receive. Nothing is polled: a change says so itself, and one timer
 * stands on the earliest moment at which a hidden message of a watched queue becomes visible.
 */
export class VisibilityWatch {
  readonly #queries: VisibilityQueries;
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #deadlines = new Map<string, number>();
  readonly #waits = new Set<() => void>();
  #closed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(queries: VisibilityQueries) {
    this.#queries = queries;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Calls `listener` soon after each change that leaves something visible; returns the way to stop. */
  listen(queue: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(queue) ?? new Set();
    this.#listeners.set(queue, listeners.add(listener));
    this.hidden(queue);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || this.#listeners.get(queue) !== listeners) return;
      this.#listeners.delete(queue);
      this.#deadlines.delete(queue);
      this.#arm();
    };
  }

  /** Resolves once something is visible, or quietly when the signal is aborted or the watch closed. */
  wait(queue: string, signal?: AbortSignal): Promise<void> {
    if (this.closed || signal?.aborted || this.#queries.isVisible(queue)) return Promise.resolve();
    return new Promise(resolve => {
      const done = () => {
        stop();
        signal?.removeEventListener('abort', done);
        this.#waits.delete(done);
        resolve();
      };
      const stop = this.listen(queue, done);
      signal?.addEventListener('abort', done);
      this.#waits.add(done);
    });
  }

  /** A message came, or came back. */
  changed(queue: string): void {
    if (!this.#listeners.has(queue)) return;
    this.hidden(queue);
    // Not at once: a listener that receives must not run inside the call that sent.
    queueMicrotask(() => this.#notify(queue));
  }

  /** A message was hidden, or its deadline moved. */
  hidden(queue: string): void {
    if (this.closed || !this.#listeners.has(queue)) return;
    const deadline = this.#queries.nextVisibleAt(queue);
    if (deadline === undefined) this.#deadlines.delete(queue);
    else this.#deadlines.set(queue, deadline);
    this.#arm();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const done of [...this.#waits]) done();
    this.#listeners.clear();
    this.#deadlines.clear();
  }

  #notify(queue: string): void {
    if (this.closed || !this.#queries.isVisible(queue)) return;
    for (const listener of [...(this.#listeners.get(queue) ?? [])]) listener();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#deadlines.size === 0) return;
    const delay = Math.max(0, Math.min(...this.#deadlines.values()) - this.#queries.now());
    this.#timer = setTimeout(() => this.#due(), delay);
  }

  #due(): void {
    const now = this.#queries.now();
    const due = [...this.#deadlines].filter(([, deadline]) => deadline <= now);
    for (const [queue] of due) this.changed(queue);
    // A timer may fire a moment before the clock agrees.
    if (due.length === 0) this.#arm();
  }
}
