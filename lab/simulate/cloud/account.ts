/** What all functions of an account share: how many invocations run at once. */
export class Account {
  readonly #atMost: number;
  readonly #waiting = new Set<() => void>();
  #running = 0;
  #peak = 0;

  constructor(atMost: number) {
    this.#atMost = atMost;
  }

  /** The most that ran at once. */
  get peak(): number {
    return this.#peak;
  }

  /** Takes a place. Where there is none, `whenFree` is called once as soon as there may be one. */
  take(whenFree: () => void): boolean {
    if (this.#running >= this.#atMost) {
      this.#waiting.add(whenFree);
      return false;
    }
    this.#running++;
    this.#peak = Math.max(this.#peak, this.#running);
    return true;
  }

  giveBack(): void {
    this.#running--;
    const [next] = this.#waiting;
    if (!next) return;
    this.#waiting.delete(next);
    next();
  }
}
