import { computeOf, containersOn } from '../../profiles/schema/containers.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import type { ContainersTold } from './containersTold.ts';

/**
 * What is told of a rendition's containers, as a profile has them; undefined where it has none.
 * @param queueUrl of the queue that they work: the rendition's own, or that of its long jobs
 */
export function tellContainers(
  profile: Profile,
  rendition: string,
  queueUrl: (takes: ContainersTold['takes']) => string,
): ContainersTold | undefined {
  const { containers } = profile;
  const on = containersOn(profile, rendition);
  if (!containers || !on) return undefined;
  const takes = computeOf(profile, rendition) === 'lambda' ? 'long-jobs' : 'all';
  const { vcpus, memoryMb, scratchMb, architecture, timeoutSeconds, maxWorkers, spot = false } = containers;
  return {
    ...{ takes, queueUrl: queueUrl(takes), on },
    ...{ vcpus, memoryMb, scratchMb, architecture, spot, timeoutSeconds, maxWorkers },
  };
}
