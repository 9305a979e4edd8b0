import { Samples } from '../engine/samples.ts';
import { Simulation } from '../engine/simulation.ts';
import { type FleetNumbers, fleetNumbersOf } from './constants.ts';
import { type FleetLoad, WORKER_VCPUS } from './loads.ts';
import type { Rule } from './rules/rule.ts';
import { untilOver } from './untilOver.ts';
import { Fleet } from './workers/fleet.ts';
import { type Message, Queue } from './workers/queue.ts';
import { Tally } from './workers/tally.ts';

/** Of each worker, for which the loads' work is predicted. */
const SIZE = { vcpus: WORKER_VCPUS, memoryMb: 4_096, scratchMb: 20_480, architecture: 'x86_64' as const };

/** So long after the last job there should be no worker any more, seconds. */
const AFTERWARDS_SECONDS = 1_800;

/** What is not done so long after the load's own time never will be, seconds: some rules end a long job each time before it is done. */
const PATIENCE_SECONDS = 86_400;

export interface FleetRun {
  tally: Tally;
  /** Of each job, seconds: from its message until it was done, less its own work and what it was put off; so far, if it is not done. */
  waits: number[];
  notDone: number;
  /** Workers that are still there half an hour after the last job, and at the end of what the load lasts. */
  leftOver: number;
}

export interface FleetRunOptions {
  /** @default as FLEET_CONSTANTS has them */
  numbers?: FleetNumbers;
  /** Hears when some workers are started, seconds, and how many there are then. @default nobody */
  onStart?(at: number, count: number): void;
}

/** One load with one rule, until all is done and nobody should be there any more. */
export function runFleet(
  load: FleetLoad,
  rule: Rule,
  seed: number,
  { numbers = fleetNumbersOf(), onStart = () => {} }: FleetRunOptions = {},
): FleetRun {
  const simulation = new Simulation();
  const queue = new Queue(simulation);
  const tally = new Tally(SIZE);
  // What comes is the same for each rule.
  const messages = load.messages(new Samples(seed));
  const samples = new Samples(seed + 1_000_000);
  const world = { simulation, samples, queue, tally };
  const fleet = new Fleet(
    { ...world, onStart: count => onStart(simulation.now, count) },
    rule.place(numbers),
  );
  for (const message of messages) simulation.after(message.sentAt, () => queue.send(message));

  let doneAt: number | undefined;
  let closedAt = Number.NaN;
  let leftOver = 0;
  const every = untilOver(simulation, {
    isOver: () => {
      if (tally.done === messages.length) doneAt ??= simulation.now;
      if (doneAt === undefined) return simulation.now >= load.seconds + PATIENCE_SECONDS;
      return simulation.now >= Math.max(load.seconds, doneAt + AFTERWARDS_SECONDS);
    },
    close: () => {
      closedAt = simulation.now;
      leftOver = fleet.count;
      fleet.close();
    },
  });
  rule.scale({ simulation, samples, queue, fleet, numbers, limits: load.limits, every });
  simulation.run();
  const waits = messages.map(message => waitOf(message, closedAt));
  return { tally, waits, notDone: messages.length - tally.done, leftOver };
}

function waitOf({ sentAt, seconds, doneAt }: Message, closedAt: number): number {
  return doneAt === undefined ? closedAt - sentAt : doneAt - sentAt - seconds;
}
