import type { Containers } from '../../../profiles/schema/containers.ts';
import { type Synthesized, synthesize } from '../support/synthesize.ts';

/** With an image in a registry: the repository's own is looked at by its own tests. */
export const CONTAINERS: Containers = {
  ...{ vcpus: 4, memoryMb: 8_192, scratchMb: 51_200, architecture: 'x86_64' },
  ...{ timeoutSeconds: 21_600, maxWorkers: 10 },
  image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/fanreel:1',
};

/** The stack with 720p on ECS, all else by functions. */
export function onEcs(containers: Partial<Containers> = {}): Promise<Synthesized> {
  return synthesize({
    profile: { compute: { '720p': 'ecs' }, containers: { ...CONTAINERS, ...containers } },
  });
}

/** The one resource of a type. */
export function only(stack: Synthesized, type: string): [id: string, properties: Record<string, unknown>] {
  const [first, ...more] = stack.all(type);
  if (!first || more.length > 0) throw new Error(`${more.length + (first ? 1 : 0)} of ${type}`);
  return [first[0], first[1].Properties];
}
