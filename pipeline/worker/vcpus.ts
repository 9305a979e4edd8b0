/** Lambda gives one vCPU for each 1,769 MB, and six at most (AWS Lambda developer guide, "Configure function memory"). */
export function vcpusOf(memoryMb: number): number {
  return Math.min(6, memoryMb / 1_769);
}
