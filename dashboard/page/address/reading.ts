/** Something that is read again and again, one read after the other: what takes longer than its turn still comes to an end. */
export class Reading<T> {
  readonly #read: (signal: AbortSignal) => Promise<T>;
  readonly #told: (value: T) => void;
  readonly #failed: (error: Error) => void;
  readonly #stop = new AbortController();
  #isUnderWay = false;
  #isWantedAgain = false;

  constructor(
    read: (signal: AbortSignal) => Promise<T>,
    heard: { told(value: T): void; failed(error: Error): void },
  ) {
    this.#read = read;
    this.#told = heard.told;
    this.#failed = heard.failed;
  }

  /** Reads it, or once more when the read under way is over, which may be of before. */
  again(): void {
    if (this.#isUnderWay) this.#isWantedAgain = true;
    else this.#begin();
  }

  /** Nobody wants to hear of it any more. */
  close(): void {
    this.#isWantedAgain = false;
    this.#stop.abort();
  }

  async #begin(): Promise<void> {
    const { signal } = this.#stop;
    this.#isUnderWay = true;
    try {
      const value = await this.#read(signal);
      if (!signal.aborted) this.#told(value);
    } catch (error) {
      if (!signal.aborted) this.#failed(error as Error);
    }
    this.#isUnderWay = false;
    if (!this.#isWantedAgain) return;
    this.#isWantedAgain = false;
    this.#begin();
  }
}
