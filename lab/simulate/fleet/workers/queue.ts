import type { Simulation } from '../../engine/simulation.ts';

/** One job's message. */
export interface Message {
  /** Of a worker, without interruption. */
  seconds: number;
  /** It is put off so long each time that it is taken, one after the other, before there is anything to do. */
  putOffs: number[];
  /** When it was sent; what it was put off since comes on top. */
  sentAt: number;
  doneAt?: number;
}

/** SQS: who takes a message has it until it is deleted, given back or put off by its visibility. */
export class Queue {
  readonly #simulation: Simulation;
  readonly #visible: Message[] = [];
  #hidden = 0;
  #onVisible: () => void = () => {};

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** Messages that anybody could take. */
  get visible(): number {
    return this.#visible.length;
  }

  /** Messages that are in somebody's hands or put off: SQS has one number of both. */
  get inFlight(): number {
    return this.#hidden;
  }

  /** Who waits for a message is told that there is one. */
  whenVisible(tell: () => void): void {
    this.#onVisible = tell;
  }

  send(message: Message): void {
    this.#visible.push(message);
    this.#onVisible();
  }

  take(): Message | undefined {
    const message = this.#visible.shift();
    if (message) this.#hidden += 1;
    return message;
  }

  delete(): void {
    this.#hidden -= 1;
  }

  /** Visible to others at once. */
  giveBack(message: Message): void {
    this.#hidden -= 1;
    this.#visible.unshift(message);
    this.#onVisible();
  }

  putOff(message: Message, seconds: number): void {
    this.#simulation.after(seconds, () => {
      this.#hidden -= 1;
      this.send(message);
    });
  }
}
