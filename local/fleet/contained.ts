import { containersOf } from '../../contract/compute/containersOf.ts';
import type { ContainersTold } from '../../contract/compute/containersTold.ts';
import { workerVariables } from '../../contract/compute/workerVariables.ts';
import type { FunctionConfig } from '../lambda/sandbox.ts';
import type { DrivenFunction } from '../template/functions.ts';
import { GRACE_SECONDS, IDLE_SECONDS } from './workerProcess.ts';

/** A queue that workers in containers take messages from, and what they run. */
export interface Contained {
  queue: string;
  maxWorkers: number;
  config: FunctionConfig;
}

/**
 * The queues that a function's containers work, by what the template tells it: all of its messages, or its long jobs.
 * @param all whether workers take its messages also where the template has the function take them; they are then as large as it
 */
export function containedOf(driven: DrivenFunction, { all }: { all: boolean }): Contained[] {
  const { config, source, isDriven } = driven;
  const containers = containersOf(config.environment);
  const long = containers ? [toldTo(config, containers)] : [];
  return all && isDriven && config.environment.RENDITION !== undefined
    ? [{ queue: source.queue, maxWorkers: source.maxConcurrency, config: asFunction(config) }, ...long]
    : long;
}

function toldTo(config: FunctionConfig, containers: ContainersTold): Contained {
  const { takes, queueUrl, timeoutSeconds, maxWorkers } = containers;
  const queue = queueUrl.split('/').at(-1) ?? '';
  const { environment, bundle } = config;
  return {
    ...{ queue, maxWorkers },
    config: {
      ...config,
      // Beside a function that works as well, they have a log of their own.
      name: takes === 'all' ? config.name : queue,
      timeoutSeconds,
      environment: workerVariables(environment, containers, toldHere(bundle)),
    },
  };
}

/** A worker that is told what its function is told, and nothing of containers, which the profile has none of. */
function asFunction(config: FunctionConfig): FunctionConfig {
  const { environment, bundle } = config;
  const { QUEUE_URL: queueUrl = '' } = environment;
  const { WORKS_IN: _, ...told } = workerVariables(environment, { queueUrl }, toldHere(bundle));
  return { ...config, environment: told };
}

function toldHere(bundle: string) {
  return { bundle, idleSeconds: IDLE_SECONDS, graceSeconds: GRACE_SECONDS };
}
