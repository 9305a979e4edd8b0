import { functionVcpus } from '../../../pipeline/worker/vcpus.ts';
import type { Numbers } from '../constants.ts';

/** How many of predict.ts's cores an encode has of a function: all of one, and of more what Amdahl leaves. */
export function coresOf(memoryMb: number, { vcpuSpeed, serialShare }: Numbers): number {
  const vcpus = functionVcpus(memoryMb);
  return vcpuSpeed * (vcpus <= 1 ? vcpus : vcpus / (1 + serialShare * (vcpus - 1)));
}

/** What works on one thread, such as an encode of sound, has at most one. */
export function oneCoreOf(memoryMb: number, { vcpuSpeed }: Numbers): number {
  return vcpuSpeed * Math.min(1, functionVcpus(memoryMb));
}
