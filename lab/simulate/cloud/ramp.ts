import type { Numbers } from '../constants.ts';

/** How many invocations an event source has at once, as time goes by with messages left over. */
export interface Ramp {
  atFirst: number;
  addedPerSecond: number;
  /** Between two additions. AWS says "per minute", and not whether it adds by the second or by the minute. */
  stepSeconds: number;
  atMost: number;
}

export function atOnce({ atFirst, addedPerSecond, stepSeconds, atMost }: Ramp, seconds: number): number {
  const steps = Math.floor(seconds / stepSeconds + 1e-9);
  return Math.min(atMost, Math.floor(atFirst + steps * stepSeconds * addedPerSecond + 1e-9));
}

/** Standard mode, up to the profile's `maxConcurrency`. */
export function standardRamp(numbers: Numbers, maxConcurrency: number, stepSeconds = 1): Ramp {
  return {
    atFirst: Math.min(numbers.pollersAtFirst, maxConcurrency),
    addedPerSecond: numbers.pollersAddedPerMinute / 60,
    stepSeconds,
    atMost: Math.min(numbers.pollersAtMost, maxConcurrency),
  };
}

/** Provisioned mode, with so many pollers that are always there, and paid for. */
export function provisionedRamp(numbers: Numbers, pollers: number): Ramp {
  const atFirst = pollers * numbers.provisionedPerPoller;
  return { atFirst, addedPerSecond: numbers.provisionedAddedPerMinute / 60, stepSeconds: 1, atMost: 20_000 };
}

/** Workers that are there from the start, no more and no fewer. */
export function steady(workers: number): Ramp {
  return { atFirst: workers, addedPerSecond: 0, stepSeconds: 1, atMost: workers };
}
