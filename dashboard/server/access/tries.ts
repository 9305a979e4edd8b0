/** Wrong tokens within a minute, of all callers together: behind a proxy all have one address. */
const MAX_TRIES = 10;
const WITHIN_MS = 60_000;

/** Wrong tries at the token. */
export class Tries {
  #at: number[] = [];

  note(): void {
    this.#at.push(performance.now());
  }

  areTooMany(): boolean {
    this.#at = this.#at.filter(at => at > performance.now() - WITHIN_MS);
    return this.#at.length >= MAX_TRIES;
  }
}
