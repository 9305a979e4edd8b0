import type { Fleet } from '../workers/fleet.ts';

/** A service of ECS or a Deployment: as many workers as are desired, with another one for each that is lost. */
export class Service {
  readonly #fleet: Fleet;
  readonly #spare: 'busy' | 'nobody';
  #desired = 0;
  #isAtIt = false;

  /** Without protection nobody is spared. */
  constructor(fleet: Fleet, { spare }: { spare: 'busy' | 'nobody' }) {
    this.#fleet = fleet;
    this.#spare = spare;
    fleet.whenFewer(() => this.#reconcile());
  }

  get desired(): number {
    return this.#desired;
  }

  set desired(count: number) {
    this.#desired = count;
    this.#reconcile();
  }

  #reconcile(): void {
    // Each worker that ends is a change that it hears of in the middle of its own.
    if (this.#isAtIt) return;
    this.#isAtIt = true;
    const more = this.#desired - this.#fleet.count;
    if (more > 0) this.#fleet.start(more);
    else if (more < 0) this.#fleet.stop(-more, { spare: this.#spare });
    this.#isAtIt = false;
  }
}
