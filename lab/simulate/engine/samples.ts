import { type Random, randomOf } from '../../support/random.ts';

/** Durations as they scatter: log-normal, never below zero and with a tail to the right. */
export class Samples {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = randomOf(seed);
  }

  chance(probability: number): boolean {
    return this.#random.chance(probability);
  }

  between(least: number, most: number): number {
    return this.#random.between(least, most);
  }

  /** Half of them below `median`; `spread` is the standard deviation of the logarithm. */
  around(median: number, spread: number): number {
    return median * Math.exp(spread * this.#normal());
  }

  /** As `around`, with `mean` as the mean, so that a sum of many is what was predicted. */
  averaging(mean: number, spread: number): number {
    return this.around(mean * Math.exp(-(spread ** 2) / 2), spread);
  }

  /** Box-Muller; 1 - u is never 0. */
  #normal(): number {
    const [u, v] = [this.#random.next(), this.#random.next()];
    return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
  }
}
