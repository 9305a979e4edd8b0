/** A counted resource that is handed out first come, first served: how many functions run at once on this machine. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async take(): Promise<void> {
    if (this.tryTake()) return;
    await new Promise<void>(resolve => this.#waiting.push(resolve));
  }

  /** Whether there is one, and it is taken now. */
  tryTake(): boolean {
    if (this.#free === 0) return false;
    this.#free -= 1;
    return true;
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
