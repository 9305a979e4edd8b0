import type { Construct } from 'constructs';

/** The constructs of one kind that stand in a scope, at any depth. */
export function partsOf<T extends Construct>(scope: Construct, kind: new (...args: never[]) => T): T[] {
  return scope.node.findAll().filter((part): part is T => part instanceof kind);
}
