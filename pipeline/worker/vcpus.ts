import type { ComputeSize } from '../../prices/computeCost.ts';

/** How many cores a worker has of its own. */
export function vcpusOf(size: ComputeSize): number {
  return size.compute === 'container' ? size.vcpus : functionVcpus(size.memoryMb);
}

/** Lambda gives one vCPU for each 1,769 MB, and six at most (AWS Lambda developer guide, "Configure function memory"). */
export function functionVcpus(memoryMb: number): number {
  return Math.min(6, memoryMb / 1_769);
}
