import type { ScalingLimits } from './desiredWorkers.ts';

/** A range of how many workers there should be, and how many there are to be made. */
export interface ScalingStep {
  /** From here; between two whole numbers, so that no number is on both sides of an alarm's threshold. */
  lower: number;
  /** Up to here; the last one has no end. */
  upper?: number;
  capacity: number;
}

/** Application Auto Scaling takes 20 step adjustments a policy (its quota); one policy has the lower half of them, one the upper. */
const MAX_STEPS = 40;

/**
 * What desiredWorkers says, as step scaling of exact capacities on the metric of desiredExpression. Up to 39 workers each number has
 * its step, and the capacity is the number. Beyond that steps are as wide as they have to be, each about a fifth wider than the one
 * before, and a number in between is rounded down: a fleet of hundreds is short of a seventh at most, and never larger than its messages.
 * A capacity may so be below the number of busy workers, whom the platform has to leave alone in any case (ECS does so by task scale-in
 * protection), for the metric is minutes old.
 */
export function scalingSteps({ maxWorkers }: Pick<ScalingLimits, 'maxWorkers'>): ScalingStep[] {
  const capacities = capacitiesUpTo(maxWorkers);
  return capacities.map((capacity, index) => {
    const next = capacities[index + 1];
    const lower = Math.max(0, capacity - 0.5);
    return next === undefined ? { lower, capacity } : { lower, upper: next - 0.5, capacity };
  });
}

/** From 0 to the most, each the same factor above the last one where they cannot all be there. */
function capacitiesUpTo(maxWorkers: number): number[] {
  const capacities = [0, 1];
  for (let last = 1; last < maxWorkers; ) {
    const left = MAX_STEPS - capacities.length;
    last = Math.max(last + 1, Math.round(last * (maxWorkers / last) ** (1 / left)));
    capacities.push(last);
  }
  return capacities;
}

/**
 * How soon ECS follows. Simulated (docs/measurements.md): to keep workers for some minutes without anything to do halves the wait of what
 * comes by the minute and of what is put off, for they would be started anew; longer costs more than it saves.
 */
export const SCALING_PACE = {
  /** The count does not fall so soon after a change, seconds. */
  cooldownSeconds: 60,
  /** All end when there was nothing to do for so many minutes in a row. */
  idleMinutes: 3,
};

/** The metrics of which an alarm's expression is made, by the names that they have in it. */
export const DESIRED_METRICS = {
  /** Messages that anybody could take now: SQS's `ApproximateNumberOfMessagesVisible`, maximum of a minute. */
  visible: 'visible',
  /** Workers that have a message as a minute begins: each of them says 1, others 0; the sum of a minute. */
  busy: 'busy',
} as const;

/**
 * What desiredWorkers says before limits, as metric math of CloudWatch: busy + ceil(visible / messagesAWorker). To metric math a value
 * that is missing is 0, which would have workers ended each time that a metric is late. So a minute of which SQS has not told yet has no
 * value, and the alarm goes by the one before; and of workers the last word counts, which is 0 of those that are done, or none where there
 * are none to say anything.
 */
export function desiredExpression({ messagesAWorker }: Pick<ScalingLimits, 'messagesAWorker'>): string {
  const { visible, busy } = DESIRED_METRICS;
  return `IF(${visible} + 1, FILL(FILL(${busy}, REPEAT), 0) + CEIL(${visible} / ${messagesAWorker}))`;
}
