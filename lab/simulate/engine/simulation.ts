import { EventHeap } from './eventHeap.ts';

/** Simulated time, which jumps from event to event. Seconds. */
export class Simulation {
  #now = 0;
  #order = 0;
  readonly #events = new EventHeap();

  get now(): number {
    return this.#now;
  }

  after(seconds: number, happen: () => void): void {
    this.#events.push({ time: this.#now + seconds, order: this.#order++, happen });
  }

  /** Lets happen what is planned, and what that plans, until nothing is left. */
  run(): void {
    for (let event = this.#events.pop(); event; event = this.#events.pop()) {
      this.#now = event.time;
      event.happen();
    }
  }
}
