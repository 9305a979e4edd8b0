import { type ContainerSize, containerCost } from '../../../../prices/containerCost.ts';
import { PRICES } from '../../../../prices/priceList.ts';

/** What a fleet came to. Seconds are those of workers, whatever cores they have. */
export class Tally {
  readonly #size: Omit<ContainerSize, 'spot'>;
  done = 0;
  /** Jobs that somebody had to begin anew: their worker was one too many. */
  interrupted = 0;
  /** The same, for AWS took back what was spare. */
  reclaimed = 0;
  /** Work that was lost with them. */
  redoneSeconds = 0;
  /** While workers started, or had no message. */
  idleSeconds = 0;
  mostWorkers = 0;
  #usd = 0;

  constructor(size: Omit<ContainerSize, 'spot'>) {
    this.#size = size;
  }

  /** A worker has ended, which was there for so long. */
  addWorker(seconds: number, spot: boolean): void {
    const billed = Math.max(PRICES.fargate.minSeconds, seconds);
    this.#usd += containerCost(billed, { ...this.#size, spot }).usd;
  }

  get usd(): number {
    return this.#usd;
  }

  /** Of workers' seconds. */
  coreHours(seconds: number): number {
    return (seconds * this.#size.vcpus) / 3_600;
  }
}
