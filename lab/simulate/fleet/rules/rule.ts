import type { ScalingLimits } from '../../../../workers/desiredWorkers.ts';
import type { Samples } from '../../engine/samples.ts';
import type { Simulation } from '../../engine/simulation.ts';
import type { FleetNumbers } from '../constants.ts';
import type { Fleet, Place } from '../workers/fleet.ts';
import type { Queue } from '../workers/queue.ts';

/** What a rule sees, and what it decides over. */
export interface RuleParts {
  simulation: Simulation;
  samples: Samples;
  queue: Queue;
  fleet: Fleet;
  numbers: FleetNumbers;
  limits: ScalingLimits;
  /** Lets something happen again and again, until the run is over. */
  every(seconds: number, tick: () => void): void;
}

/** How many workers there are, and where. */
export interface Rule {
  name: string;
  place(numbers: FleetNumbers): Place;
  scale(parts: RuleParts): void;
}

const BY_DEFAULT = { idleSeconds: 0, spot: { share: 0, interruptionsPerHour: 0 } };

/** Tasks on Fargate. */
export function onFargate(numbers: FleetNumbers, { graceSeconds }: { graceSeconds: number }): Place {
  const { fargateStartSeconds, fargateStartSpread, fargateBurst, fargatePerSecond, putOffSeconds } = numbers;
  return {
    ...BY_DEFAULT,
    startSeconds: { mean: fargateStartSeconds, spread: fargateStartSpread },
    starts: { burst: fargateBurst, perSecond: fargatePerSecond },
    ...{ graceSeconds, putOffSeconds },
  };
}

/** Pods on nodes that come with them. */
export function onKubernetes(numbers: FleetNumbers, { graceSeconds }: { graceSeconds: number }): Place {
  const { podStartSeconds, podStartSpread, putOffSeconds } = numbers;
  const soMany = 1_000;
  return {
    ...BY_DEFAULT,
    startSeconds: { mean: podStartSeconds, spread: podStartSpread },
    starts: { burst: soMany, perSecond: soMany },
    ...{ graceSeconds, putOffSeconds },
  };
}
