const MINUTE_MS = 60_000;

/** Timers may be a little early, milliseconds. */
const AFTER_MS = 50;

/**
 * Tells once in each minute of the clock in which the worker has a message, as soon as it knows: what is told in a minute by all
 * workers together is how many have been busy in it.
 */
export class BusyMinutes {
  readonly #tell: () => void;
  #told: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** The worker has a message, or has none any more. */
  note(isBusy: boolean): void {
    clearTimeout(this.#timer);
    if (isBusy) this.#beat();
  }

  #beat(): void {
    const now = Date.now();
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#told) this.#tell();
    this.#told = minute;
    const nextMs = (minute + 1) * MINUTE_MS - now + AFTER_MS;
    // Nobody stays up to tell it.
    this.#timer = setTimeout(() => this.#beat(), nextMs).unref();
  }
}
