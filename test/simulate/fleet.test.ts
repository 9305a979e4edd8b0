import { describe, expect, it } from 'vitest';
import { Samples } from '../../lab/simulate/engine/samples.ts';
import { Simulation } from '../../lab/simulate/engine/simulation.ts';
import { fleetNumbersOf } from '../../lab/simulate/fleet/constants.ts';
import { FLEET_LOADS, type FleetLoad } from '../../lab/simulate/fleet/loads.ts';
import { cdkService } from '../../lab/simulate/fleet/rules/cdkService.ts';
import { ecsSteps, ecsStepsOnSpot } from '../../lab/simulate/fleet/rules/ecsSteps.ts';
import { kedaAccurate } from '../../lab/simulate/fleet/rules/kedaJobs.ts';
import { kedaObject } from '../../lab/simulate/fleet/rules/kedaObject.ts';
import type { Rule } from '../../lab/simulate/fleet/rules/rule.ts';
import { OUR_RULES } from '../../lab/simulate/fleet/rules/rules.ts';
import { runFleet } from '../../lab/simulate/fleet/runFleet.ts';
import { Fleet, type Place } from '../../lab/simulate/fleet/workers/fleet.ts';
import { type Message, Queue } from '../../lab/simulate/fleet/workers/queue.ts';
import { Tally } from '../../lab/simulate/fleet/workers/tally.ts';
import { randomOf } from '../../lab/support/random.ts';

const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1);
const SIZE = { vcpus: 2, memoryMb: 4_096, scratchMb: 20_480, architecture: 'x86_64' as const };

/** Few or many messages, short or long, some of them put off; and the messages themselves, to see when each was there. */
function anyLoad(seed: number): { load: FleetLoad; sent: { at: number; message: Message }[] } {
  const random = randomOf(seed);
  const sent: { at: number; message: Message }[] = [];
  const longest = random.pick([20, 600, 7_200]);
  const over = random.pick([1, 900, 20_000]);
  const count = random.pick([1, 30, 400]);
  const maxWorkers = random.pick([1, 4, 20, 39, 60, 400]);
  const load: FleetLoad = {
    name: `of seed ${seed}`,
    limits: { maxWorkers, messagesAWorker: random.pick([1, 1, 3, 5]) },
    // As long as it takes the workers at the most, and nobody despairs of them.
    seconds: over + (count * longest) / maxWorkers,
    messages: samples => {
      for (let index = 0; index < count; index += 1) {
        const putOffs = samples.chance(0.2) ? [300, 300] : [];
        const at = samples.between(0, over);
        sent.push({ at, message: { sentAt: at, putOffs, seconds: samples.between(2, longest) } });
      }
      return sent.map(({ message }) => message);
    },
  };
  return { load, sent };
}

describe.each(OUR_RULES)('$name', rule => {
  it('never ends a worker that has a message, does all, and has none left when nothing is to be done', () => {
    for (const seed of SEEDS) {
      const { load } = anyLoad(seed);
      const { tally, notDone, leftOver } = runFleet(load, rule, seed);
      const said = { seed, limits: load.limits };
      expect({ ...said, interrupted: tally.interrupted, notDone, leftOver }).toEqual({
        ...{ ...said, interrupted: 0, notDone: 0, leftOver: 0 },
      });
      if (rule !== ecsStepsOnSpot)
        expect({ ...said, redone: tally.redoneSeconds }).toEqual({ ...said, redone: 0 });
    }
  });

  it('never has more workers than there may be', () => {
    for (const seed of SEEDS) {
      const { load } = anyLoad(seed);
      runFleet(load, rule, seed, {
        onStart: (_, count) => expect(count).toBeLessThanOrEqual(load.limits.maxWorkers),
      });
    }
  });
});

/** How late metrics are, and so how long before a decision what it knows was; seconds. KEDA asks the queue itself. */
const LATE: { rule: Rule; late: number; looksBack: number }[] = [
  // A minute, told of when it is over.
  ...[0, 60, 240].map(late => ({ rule: ecsSteps, late, looksBack: 60 + late })),
  { rule: kedaAccurate, late: 0, looksBack: 0 },
];

describe.each(LATE)('$rule.name, with metrics $late s late', ({ rule, late, looksBack }) => {
  it('never starts more workers than there were messages when it looked, and interrupts nothing', () => {
    const numbers = fleetNumbersOf({ metricDelaySeconds: late });
    for (const seed of SEEDS) {
      const { load, sent } = anyLoad(seed);
      const starts: { at: number; count: number }[] = [];
      const onStart = (at: number, count: number) => starts.push({ at, count });
      const { tally } = runFleet(load, rule, seed, { numbers, onStart });
      expect(tally.interrupted).toBe(0);
      expect(starts.length).toBeGreaterThan(0);
      for (const { at, count } of starts) {
        const there = sent.filter(
          one => one.at <= at && (one.message.doneAt ?? Number.POSITIVE_INFINITY) >= at - looksBack - 1e-6,
        );
        expect(count, JSON.stringify({ seed, at, limits: load.limits })).toBeLessThanOrEqual(there.length);
      }
    }
  });
});

it.each([cdkService, kedaObject])('$name ends workers that have a message', rule => {
  const films = FLEET_LOADS.find(({ name }) => name.startsWith('20 films')) as FleetLoad;
  const { tally } = runFleet(films, rule, 1);
  expect(tally.interrupted).toBeGreaterThan(0);
  expect(tally.redoneSeconds).toBeGreaterThan(0);
});

it('counts to the second what one job costs', () => {
  const load: FleetLoad = {
    name: 'one job',
    limits: { maxWorkers: 10, messagesAWorker: 3 },
    seconds: 600,
    messages: () => [{ sentAt: 1, putOffs: [], seconds: 100 }],
  };
  const numbers = fleetNumbersOf({ podStartSeconds: 40, podStartSpread: 0 });

  const { tally, waits } = runFleet(load, kedaAccurate, 1, { numbers });

  // KEDA looks at 15 s, the pod is there at 55, ends the job at 155, and itself 30 s later.
  expect(waits).toEqual([54]);
  expect(tally).toMatchObject({ idleSeconds: 70, redoneSeconds: 0, done: 1, mostWorkers: 1 });
  expect(tally.usd).toBeCloseTo(((15 + 155) / 3_600) * (2 * 0.040_48 + 4 * 0.004_445), 9);
});

describe('a worker that is told to end', () => {
  const PLACE: Place = {
    startSeconds: { mean: 10, spread: 0 },
    starts: { burst: 100, perSecond: 20 },
    ...{ graceSeconds: 30, idleSeconds: 0, putOffSeconds: 2 },
    spot: { share: 0, interruptionsPerHour: 0 },
  };

  it.each([
    ['ends what its grace time is enough for', 85, { interrupted: 0, redoneSeconds: 0 }, 110],
    ['gives back what is longer, all of whose work is lost', 60, { interrupted: 1, redoneSeconds: 50 }, 170],
  ])('%s', (_, at, counted, doneAt) => {
    const simulation = new Simulation();
    const queue = new Queue(simulation);
    const tally = new Tally(SIZE);
    const fleet = new Fleet({ simulation, samples: new Samples(1), queue, tally }, PLACE);
    const message: Message = { sentAt: 0, putOffs: [], seconds: 100 };
    queue.send(message);
    fleet.start(1);
    simulation.after(at - 1, () => fleet.stop(1, { spare: 'busy' }));
    simulation.after(at, () => fleet.stop(1, { spare: 'nobody' }));
    simulation.after(at, () => fleet.start(1));

    simulation.run();

    expect(tally).toMatchObject(counted);
    expect(message.doneAt).toBe(doneAt);
  });
});
