const MINUTE_MS = 60_000;

/** Timers may be a little early, milliseconds. */
const AFTER_MS = 50;

/**
 * Tells with each minute of the clock that begins while the worker has a message: what is told in a minute by all workers together is
 * how many had one when it began. Who takes a message later in it is not told of, for SQS may have counted that message as waiting
 * before: one job would then have two workers.
 */
export class BusyMinutes {
  readonly #tell: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** The worker has a message, or has none any more. */
  note(isBusy: boolean): void {
    clearTimeout(this.#timer);
    if (!isBusy) return;
    const untilNextMs = MINUTE_MS - (Date.now() % MINUTE_MS) + AFTER_MS;
    // Nobody stays up to tell it.
    this.#timer = setTimeout(() => this.#beat(), untilNextMs).unref();
  }

  #beat(): void {
    this.#tell();
    this.note(true);
  }
}
