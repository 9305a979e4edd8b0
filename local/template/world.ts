import { identify } from './identify.ts';
import { pseudoParameters } from './pseudoParameters.ts';
import { type Identity, resolve } from './resolve.ts';
import type { Resource, Stack } from './stack.ts';

/** A stack with every name in it worked out for this machine. */
export interface World {
  /** Resources of a type, their properties resolved. */
  all(type: string): (Identity & { id: string; properties: Record<string, unknown> })[];
  /** The assets' folder by hash. */
  assetFolder(hash: string): string;
  outputs: Record<string, string>;
}

/**
 * Works out a stack's references for this machine.
 * @throws {ConfigError} naming what the embedded runtime does not know.
 */
export function buildWorld(stack: Stack, endpoint: string): World {
  const identities = pseudoParameters(stack.name);
  for (const resource of stack.resources) identities.set(resource.id, identify(resource, endpoint));
  return {
    all: type =>
      stack.resources.filter(resource => resource.type === type).map(one => resolved(one, identities)),
    assetFolder: stack.assetFolder,
    outputs: Object.fromEntries(
      Object.entries(stack.outputs).map(([name, value]) => [name, String(resolve(value, identities))]),
    ),
  };
}

function resolved({ id, properties }: Resource, identities: Map<string, Identity>) {
  const identity = identities.get(id);
  if (!identity) throw new Error(`No identity for ${id}.`);
  return { id, ...identity, properties: resolve(properties, identities) as Record<string, unknown> };
}
