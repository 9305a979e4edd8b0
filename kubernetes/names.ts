import { dnsLabel } from '../contract/compute/clusterNames.ts';
import type { Fleet } from './fleet.ts';

/** What a pod is there for. */
export type Component = 'worker' | 'dashboard';

/** By which policies and people find what belongs to a stack (Kubernetes, "Recommended Labels"). */
export function labelsOf({ stack }: Pick<Fleet, 'stack'>, component?: Component): Record<string, string> {
  return {
    'app.kubernetes.io/name': 'fanreel',
    'app.kubernetes.io/instance': dnsLabel(stack),
    ...(component && { 'app.kubernetes.io/component': component }),
  };
}
