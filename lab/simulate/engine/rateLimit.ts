/** A bucket of tokens that is refilled all the time, as AWS limits requests. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #at = 0;

  constructor(perSecond: number, burst = perSecond) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
  }

  /** Takes so many tokens, and tells after how many seconds from `now` on the last of them is there. */
  take(now: number, count = 1): number {
    const refilled = this.#tokens + (now - this.#at) * this.#perSecond;
    this.#tokens = Math.min(this.#burst, refilled) - count;
    this.#at = now;
    return Math.max(0, -this.#tokens / this.#perSecond);
  }
}
