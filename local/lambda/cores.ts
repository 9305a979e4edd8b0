import { Slots } from './slots.ts';

/**
 * How many jobs of functions that encode run at once on this machine: one a core, and one more that is done with its core
 * and only checks and stores what it made, so that the next one fetches its source meanwhile. So scratch holds the files
 * of one job more than there are cores. On AWS each of them has a machine of its own.
 */
export class Cores {
  readonly #cores: Slots;
  readonly #leaving = new Slots(1);

  constructor(count: number) {
    this.#cores = new Slots(count);
  }

  async take(): Promise<Core> {
    await this.#cores.take();
    return new Core(this.#cores, this.#leaving);
  }
}

/** What one job holds of this machine. */
export class Core {
  readonly #leaving: Slots;
  #held: Slots;

  constructor(cores: Slots, leaving: Slots) {
    this.#held = cores;
    this.#leaving = leaving;
  }

  /** The job goes on without it, once, unless another one does so already. */
  giveBack(): void {
    if (this.#held === this.#leaving || !this.#leaving.tryTake()) return;
    this.#held.release();
    this.#held = this.#leaving;
  }

  /** The job has ended. */
  release(): void {
    this.#held.release();
  }
}
