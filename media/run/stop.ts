/**
 * The one signal that ends a piece of work early, whoever has a reason: the work it is part of (`outer`), a deadline, or
 * somebody who watches it. The first reason counts, and is what the work then throws.
 */
export class Stop implements Disposable {
  readonly #own = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly signal: AbortSignal;

  constructor(outer?: AbortSignal) {
    this.signal = outer ? AbortSignal.any([outer, this.#own.signal]) : this.#own.signal;
  }

  /** Ends the work now. */
  because(reason: Error): void {
    this.#own.abort(reason);
  }

  /** Ends the work when so many milliseconds have passed. */
  after(ms: number, reason: Error): void {
    this.#timers.push(setTimeout(() => this.because(reason), ms));
  }

  /** The work is over: no deadline ends it any more. */
  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
