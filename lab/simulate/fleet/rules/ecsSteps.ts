import type { Load, ScalingLimits } from '../../../../workers/desiredWorkers.ts';
import { SCALING_PACE, scalingSteps } from '../../../../workers/scalingSteps.ts';
import { onFargate, type Rule, type RuleParts } from './rule.ts';
import { Service } from './service.ts';

const GRACE_SECONDS = 120;

/** Ours on ECS: the steps of workers/scalingSteps.ts, a minute late, and whoever has a message protected. */
export const ecsSteps: Rule = {
  name: 'ours on ECS',
  place: numbers => onFargate(numbers, { graceSeconds: GRACE_SECONDS }),
  scale,
};

/** Of tasks beside the first one, as the stack's capacity providers deal them out. */
const SPOT_SHARE = 0.9;

/** The same on spare capacity. */
export const ecsStepsOnSpot: Rule = {
  name: 'ours on ECS, Spot',
  place: numbers => ({
    ...ecsSteps.place(numbers),
    spot: { share: SPOT_SHARE, interruptionsPerHour: numbers.spotInterruptionsPerHour },
  }),
  scale,
};

function scale({ simulation, samples, queue, fleet, numbers, limits, every }: RuleParts): void {
  const { metricSeconds, metricDelaySeconds } = numbers;
  const service = new Service(fleet, { spare: 'busy' });
  // SQS looks once a minute, at a second of its own.
  const second = samples.between(0, metricSeconds);
  let changedAt = Number.NEGATIVE_INFINITY;
  let idleMinutes = 0;
  const decide = (load: Load) => {
    const capacity = capacityOf(load, limits);
    idleMinutes = capacity === 0 ? idleMinutes + 1 : 0;
    if (capacity === 0 && idleMinutes < SCALING_PACE.idleMinutes) return;
    const isIn = capacity < service.desired;
    if (capacity === service.desired || (isIn && simulation.now < changedAt + SCALING_PACE.cooldownSeconds))
      return;
    changedAt = simulation.now;
    service.desired = capacity;
  };
  every(metricSeconds, () => {
    // Each worker that has a message says so as the minute begins.
    const { busy } = fleet;
    simulation.after(second, () => {
      const load = { waiting: queue.visible, busy };
      simulation.after(metricSeconds - second + metricDelaySeconds, () => decide(load));
    });
  });
}

function capacityOf({ waiting, busy }: Load, limits: ScalingLimits): number {
  const metric = busy + Math.ceil(waiting / limits.messagesAWorker);
  const step = scalingSteps(limits).findLast(({ lower }) => metric >= lower);
  return step?.capacity ?? 0;
}
