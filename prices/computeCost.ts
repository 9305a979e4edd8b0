import { type ContainerSize, containerCost } from './containerCost.ts';
import type { Cost } from './cost.ts';
import { type FunctionSize, functionCost } from './functionCost.ts';

/** What a worker runs in, and how large that is. */
export type ComputeSize =
  | ({ compute: 'function' } & FunctionSize)
  | ({ compute: 'container' } & ContainerSize);

/** What so many seconds there cost at list prices. */
export function computeCost(seconds: number, size: ComputeSize): Cost {
  return size.compute === 'container' ? containerCost(seconds, size) : functionCost(seconds, size);
}
