import { onKubernetes, type Rule, type RuleParts } from './rule.ts';
import { Service } from './service.ts';

/**
 * KEDA's ScaledObject on a Deployment: it brings the first pod and takes the last one, and Kubernetes' autoscaler all between, by visible
 * messages and those in flight. Which pod ends Kubernetes decides, who knows of no messages.
 */
export const kedaObject: Rule = {
  name: 'KEDA ScaledObject',
  place: numbers => onKubernetes(numbers, { graceSeconds: numbers.defaultGraceSeconds }),
  scale({ simulation, queue, fleet, numbers, limits, every }: RuleParts): void {
    const { kedaPollSeconds, kedaCooldownSeconds, hpaSeconds, hpaStableSeconds, hpaTolerance, hpaPodsAdded } =
      numbers;
    const service = new Service(fleet, { spare: 'nobody' });
    const { messagesAWorker, maxWorkers } = limits;
    const recommended: { at: number; count: number }[] = [];
    const length = () => queue.visible + queue.inFlight;
    let activeAt = Number.NEGATIVE_INFINITY;

    every(kedaPollSeconds, () => {
      if (length() > 0) {
        activeAt = simulation.now;
        if (service.desired === 0) service.desired = 1;
      } else if (simulation.now >= activeAt + kedaCooldownSeconds) service.desired = 0;
    });
    every(hpaSeconds, () => {
      const { desired } = service;
      if (desired === 0) return;
      const wanted = Math.min(maxWorkers, Math.max(1, Math.ceil(length() / messagesAWorker)));
      const isNear = Math.abs(length() / (messagesAWorker * desired) - 1) <= hpaTolerance;
      recommended.push({ at: simulation.now, count: isNear ? desired : wanted });
      while ((recommended[0]?.at ?? simulation.now) < simulation.now - hpaStableSeconds) recommended.shift();
      const stable = Math.max(...recommended.map(({ count }) => count));
      const next = isNear ? desired : wanted;
      if (next > desired) service.desired = Math.min(next, Math.max(2 * desired, desired + hpaPodsAdded));
      else if (stable < desired) service.desired = stable;
    });
  },
};
