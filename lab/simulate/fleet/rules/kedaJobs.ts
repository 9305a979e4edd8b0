import { IDLE_SECONDS, POLLING_SECONDS } from '../../../../kubernetes/numbers.ts';
import { desiredWorkers } from '../../../../workers/desiredWorkers.ts';
import { onKubernetes, type Rule, type RuleParts } from './rule.ts';

const GRACE_SECONDS = 120;

/** Ours on Kubernetes: jobs that end by themselves, started by visible messages alone with the strategy `accurate`. */
export const kedaAccurate: Rule = {
  name: 'ours on Kubernetes',
  place: numbers => ({
    ...onKubernetes(numbers, { graceSeconds: GRACE_SECONDS }),
    idleSeconds: IDLE_SECONDS,
  }),
  scale({ queue, fleet, limits, every }: RuleParts): void {
    every(POLLING_SECONDS, () => {
      const { count, starting } = fleet;
      const load = { waiting: queue.visible, busy: 0 };
      const wanted = desiredWorkers(load, limits);
      const isFull = wanted + count - starting > limits.maxWorkers;
      fleet.start(Math.max(0, isFull ? limits.maxWorkers - count : wanted - starting));
    });
  },
};

/** KEDA's ScaledJob as it comes: visible and in flight, less the jobs that run. */
export const kedaDefault: Rule = {
  name: 'KEDA ScaledJob',
  place: numbers => ({
    ...onKubernetes(numbers, { graceSeconds: numbers.defaultGraceSeconds }),
    idleSeconds: IDLE_SECONDS,
  }),
  scale({ queue, fleet, numbers, limits, every }: RuleParts): void {
    every(numbers.kedaPollSeconds, () => {
      const wanted = desiredWorkers({ waiting: queue.visible + queue.inFlight, busy: 0 }, limits);
      fleet.start(Math.max(0, wanted - fleet.count));
    });
  },
};
