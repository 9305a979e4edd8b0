/** Adds up how long pieces of work take, in wall seconds, however they end. */
export class Stopwatch {
  #milliseconds = 0;

  async time<T>(work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.#milliseconds += performance.now() - startedAt;
    }
  }

  /** What came together since it was last taken. */
  take(): number {
    const seconds = Math.round(this.#milliseconds) / 1_000;
    this.#milliseconds = 0;
    return seconds;
  }
}
