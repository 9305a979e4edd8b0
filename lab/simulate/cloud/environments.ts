import type { Numbers } from '../constants.ts';
import { RateLimit } from '../engine/rateLimit.ts';
import type { Samples } from '../engine/samples.ts';

/** The execution environments of one function: those that wait are used again, and new ones start cold. */
export class Environments {
  readonly #numbers: Numbers;
  readonly #samples: Samples;
  readonly #starts: RateLimit;
  #idle: number;

  constructor(numbers: Numbers, samples: Samples, warm: number) {
    this.#numbers = numbers;
    this.#samples = samples;
    this.#idle = warm;
    this.#starts = new RateLimit(numbers.environmentsPerSecond, numbers.environmentsPerSecond * 10);
  }

  /** How long it takes until one is there, and how much of that is its start, which is billed. Seconds. */
  take(now: number): { waitSeconds: number; startSeconds: number } {
    if (this.#idle > 0) {
      this.#idle--;
      return { waitSeconds: 0, startSeconds: 0 };
    }
    const { coldStartSeconds, coldStartSpread } = this.#numbers;
    return {
      waitSeconds: this.#starts.take(now),
      startSeconds: this.#samples.around(coldStartSeconds, coldStartSpread),
    };
  }

  giveBack(): void {
    this.#idle++;
  }
}
