import { RateLimit } from '../../engine/rateLimit.ts';
import type { Samples } from '../../engine/samples.ts';
import type { Simulation } from '../../engine/simulation.ts';
import type { Message, Queue } from './queue.ts';
import type { Tally } from './tally.ts';

/** Where workers run. */
export interface Place {
  /** From when one is asked for until it takes messages, seconds, and how that scatters. */
  startSeconds: { mean: number; spread: number };
  /** Tasks that are started at once, and then each second. */
  starts: { burst: number; perSecond: number };
  /** From being told to end until it is killed, seconds. */
  graceSeconds: number;
  /** Who found nothing for so long ends, seconds; 0: nobody does. */
  idleSeconds: number;
  /** Workers on spare capacity: how many of those beside the first one, as a part, and how often AWS takes one back, an hour. */
  spot: { share: number; interruptionsPerHour: number };
  /** To find that a message has to wait, seconds. */
  putOffSeconds: number;
}

interface Worker {
  state: 'starting' | 'idle' | 'busy' | 'ended';
  bornAt: number;
  /** Since when it is in its state. */
  since: number;
  message?: Message;
  isSpot: boolean;
  /** It ends with the message that it has. */
  isLast: boolean;
}

export interface World {
  simulation: Simulation;
  samples: Samples;
  queue: Queue;
  tally: Tally;
  /** Hears how many there are each time that some are started. @default nobody */
  onStart?: ((count: number) => void) | undefined;
}

/** Workers of one rendition, each of which works as ours do: one message at a time, and gives it back if it has to end before it is done. */
export class Fleet {
  readonly #world: World;
  readonly #place: Place;
  readonly #starts: RateLimit;
  readonly #workers = new Set<Worker>();
  #onChange: () => void = () => {};

  constructor(world: World, place: Place) {
    this.#world = world;
    this.#place = place;
    this.#starts = new RateLimit(place.starts.perSecond, place.starts.burst);
    world.queue.whenVisible(() => this.#wake());
  }

  /** All that are there, starting ones included, without those that end with what they have. */
  get count(): number {
    return this.#in('starting') + this.#in('idle') + this.#in('busy');
  }

  get starting(): number {
    return this.#in('starting');
  }

  get busy(): number {
    return this.#in('busy');
  }

  /** None is left, not even one that ends. */
  get isEmpty(): boolean {
    return this.#workers.size === 0;
  }

  /** Hears when a worker has nothing to do any more, or is gone. */
  whenFewer(tell: () => void): void {
    this.#onChange = tell;
  }

  start(count: number): void {
    if (count === 0) return;
    const { simulation, samples, tally, onStart } = this.#world;
    const { mean, spread } = this.#place.startSeconds;
    for (let started = 0; started < count; started += 1) {
      const worker: Worker = {
        ...{ state: 'starting', isLast: false, isSpot: this.#isNextSpot() },
        ...{ bornAt: simulation.now, since: simulation.now },
      };
      this.#workers.add(worker);
      const seconds = this.#starts.take(simulation.now) + samples.averaging(mean, spread);
      simulation.after(seconds, () => worker.state === 'starting' && this.#look(worker));
      if (worker.isSpot) this.#planInterruption(worker);
    }
    tally.mostWorkers = Math.max(tally.mostWorkers, this.count);
    onStart?.(this.count);
  }

  /** Ends so many: those that still start, then any, of which nobody knows whether it has a message, or only those that have none. */
  stop(count: number, { spare }: { spare: 'busy' | 'nobody' }): void {
    const { samples, tally } = this.#world;
    for (let left = count; left > 0; left -= 1) {
      const there = [...this.#workers].filter(({ isLast }) => !isLast);
      const starting = there.filter(({ state }) => state === 'starting');
      const ready = spare === 'busy' ? there.filter(({ state }) => state === 'idle') : there;
      const candidates = starting.length > 0 ? starting : ready;
      const worker = candidates[Math.floor(samples.between(0, candidates.length))];
      if (!worker) return;
      if (this.#tellToEnd(worker)) tally.interrupted += 1;
    }
  }

  /** Counts those that are still there at the end; nobody hears of it who would replace them. */
  close(): void {
    this.#onChange = () => {};
    for (const worker of this.#workers) this.#end(worker);
  }

  /** The first one never is. */
  #isNextSpot(): boolean {
    const { share } = this.#place.spot;
    const hasFirst = [...this.#workers].some(({ isSpot }) => !isSpot);
    return share > 0 && hasFirst && this.#world.samples.chance(share);
  }

  #in(state: Worker['state']): number {
    let count = 0;
    for (const worker of this.#workers) if (worker.state === state && !worker.isLast) count += 1;
    return count;
  }

  #wake(): void {
    for (const worker of this.#workers) {
      if (this.#world.queue.visible === 0) return;
      if (worker.state === 'idle') this.#look(worker);
    }
  }

  /** A worker that has nothing looks for a message. */
  #look(worker: Worker): void {
    const { simulation, queue } = this.#world;
    const message = worker.isLast ? undefined : queue.take();
    if (message) this.#work(worker, message);
    else if (worker.isLast) this.#end(worker);
    else {
      this.#turn(worker, 'idle');
      const { idleSeconds } = this.#place;
      const { since } = worker;
      if (idleSeconds > 0) {
        simulation.after(idleSeconds, () => {
          if (worker.state === 'idle' && worker.since === since) this.#end(worker);
        });
      }
      this.#onChange();
    }
  }

  #work(worker: Worker, message: Message): void {
    const { simulation, queue, tally } = this.#world;
    this.#turn(worker, 'busy');
    worker.message = message;
    const [putOff] = message.putOffs;
    const seconds = putOff === undefined ? message.seconds : this.#place.putOffSeconds;
    const { since } = worker;
    simulation.after(seconds, () => {
      if (worker.state !== 'busy' || worker.since !== since || worker.message !== message) return;
      if (putOff === undefined) {
        queue.delete();
        message.doneAt = simulation.now;
        tally.done += 1;
      } else {
        message.putOffs.shift();
        // What it is put off by purpose is no waiting for a worker.
        message.sentAt += putOff;
        queue.putOff(message, putOff);
      }
      delete worker.message;
      this.#look(worker);
    });
  }

  /** Whether its work was interrupted. */
  #tellToEnd(worker: Worker): boolean {
    const { simulation, queue, tally } = this.#world;
    const { message, since } = worker;
    if (!message) {
      this.#end(worker);
      return false;
    }
    worker.isLast = true;
    const left = message.putOffs.length > 0 ? 0 : since + message.seconds - simulation.now;
    if (left <= this.#place.graceSeconds) return false;
    tally.redoneSeconds += simulation.now - since;
    delete worker.message;
    this.#end(worker);
    queue.giveBack(message);
    return true;
  }

  #planInterruption(worker: Worker): void {
    const { simulation, samples, tally } = this.#world;
    const { interruptionsPerHour } = this.#place.spot;
    const seconds = (-Math.log(1 - samples.between(0, 1)) / interruptionsPerHour) * 3_600;
    simulation.after(seconds, () => {
      if (worker.state === 'ended' || worker.isLast) return;
      if (this.#tellToEnd(worker)) tally.reclaimed += 1;
      this.#onChange();
    });
  }

  #turn(worker: Worker, state: Worker['state']): void {
    const { simulation, tally } = this.#world;
    if (worker.state !== 'busy') tally.idleSeconds += simulation.now - worker.since;
    worker.state = state;
    worker.since = simulation.now;
  }

  #end(worker: Worker): void {
    const { simulation, tally } = this.#world;
    this.#turn(worker, 'ended');
    this.#workers.delete(worker);
    tally.addWorker(simulation.now - worker.bornAt, worker.isSpot);
    this.#onChange();
  }
}
