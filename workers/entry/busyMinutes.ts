const MINUTE_MS = 60_000;

/** Timers may be a little early, milliseconds. */
const AFTER_MS = 50;

/**
 * Tells with each minute of the clock, from the worker's first message on, whether it has one as the minute begins: what is told in a
 * minute by all workers together is how many had one. Who takes a message later in it is not told of, for SQS may have counted that
 * message as waiting before: one job would then have two workers. Who has none any more says so, for scaling goes by the last word
 * where it hears none, and would keep workers for what is done.
 */
export class BusyMinutes {
  readonly #tell: (isBusy: boolean) => void;
  #isBusy = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (isBusy: boolean) => void) {
    this.#tell = tell;
  }

  /** The worker has a message, or has none any more. */
  note(isBusy: boolean): void {
    this.#isBusy = isBusy;
    if (isBusy && this.#timer === undefined) this.#wait();
  }

  /** Nobody stays up to tell it. */
  #wait(): void {
    const untilNextMs = MINUTE_MS - (Date.now() % MINUTE_MS) + AFTER_MS;
    this.#timer = setTimeout(() => this.#beat(), untilNextMs).unref();
  }

  #beat(): void {
    this.#tell(this.#isBusy);
    this.#wait();
  }
}
