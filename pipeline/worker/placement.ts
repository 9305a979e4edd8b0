import type { ContainersTold } from '../../contract/compute/containersTold.ts';
import type { ComputeSize } from '../../prices/computeCost.ts';
import type { FunctionSize } from '../../prices/functionCost.ts';
import type { Settings } from './settings.ts';

/** What is told of a rendition's function, and of its containers where it has some. */
export interface Places {
  function: FunctionSize & { timeoutSeconds: number };
  containers?: ContainersTold | undefined;
  /** Whether it is told to one of the containers. @default to the function */
  worksIn?: 'container' | undefined;
  mediaConvert: Settings['managed'];
  segmentWorkers: number;
}

/** What of the settings depends on where a worker runs. */
export type Placement = Pick<
  Settings,
  'size' | 'elsewhere' | 'timeoutSeconds' | 'managed' | 'segmentWorkers' | 'longJobs'
>;

/** The limits of a worker, by where it runs. */
export function placementOf(places: Places): Placement {
  const { containers, worksIn, mediaConvert: managed, segmentWorkers } = places;
  const { timeoutSeconds, memoryMb, scratchMb, architecture } = places.function;
  const size: ComputeSize = { compute: 'function', memoryMb, scratchMb, architecture };
  const ofFunction = { size, timeoutSeconds, managed, segmentWorkers };
  if (!containers) return ofFunction;
  const there = containerSize(containers);
  if (worksIn === 'container') return { ...inContainer(containers, places), size: there, elsewhere: size };
  const { takes, queueUrl } = containers;
  const longJobs = { queueUrl, size: there, timeoutSeconds: containers.timeoutSeconds };
  return { ...ofFunction, elsewhere: there, ...(takes === 'long-jobs' && { longJobs }) };
}

/**
 * From when on MediaConvert had better make it is said of the function: a container takes what it has time for. A long job was handed
 * to it as a whole, and is not cut into pieces there.
 */
function inContainer(
  { takes, timeoutSeconds, maxWorkers }: ContainersTold,
  { mediaConvert, segmentWorkers }: Places,
): Pick<Settings, 'timeoutSeconds' | 'managed' | 'segmentWorkers'> {
  return {
    timeoutSeconds,
    managed: { ...mediaConvert, aboveSeconds: timeoutSeconds },
    segmentWorkers: takes === 'all' && segmentWorkers > 0 ? maxWorkers : 0,
  };
}

function containerSize({ vcpus, memoryMb, scratchMb, architecture, spot }: ContainersTold): ComputeSize {
  return { compute: 'container', vcpus, memoryMb, scratchMb, architecture, spot };
}
