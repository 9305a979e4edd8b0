/** Adds up how long pieces of work take that follow one another, in wall seconds, however they end. */
export class Stopwatch {
  #milliseconds = 0;
  #startedAt: number | null = null;

  async time<T>(work: () => Promise<T>): Promise<T> {
    this.#startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.#milliseconds += performance.now() - this.#startedAt;
      this.#startedAt = null;
    }
  }

  /** What has come together since it was last taken, work under way included. */
  get seconds(): number {
    const underWay = this.#startedAt === null ? 0 : performance.now() - this.#startedAt;
    return Math.round(this.#milliseconds + underWay) / 1_000;
  }

  take(): number {
    const { seconds } = this;
    this.#milliseconds = 0;
    return seconds;
  }
}
