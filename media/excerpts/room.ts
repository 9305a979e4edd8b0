/** A bounded amount of something, such as memory, that several pieces of work share. */
export class Room {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Waits until there is so much, or nothing is taken: what is more than all of it goes alone. First come, first served. */
  async take(amount: number): Promise<void> {
    while (this.#taken > 0 && this.#taken + amount > this.#most) {
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    }
    this.#taken += amount;
  }

  give(amount: number): void {
    this.#taken -= amount;
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
