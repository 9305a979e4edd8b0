import { type Cost, roundedUsd } from './cost.ts';
import { PRICES } from './priceList.ts';

/** What a container has, and is billed by. */
export interface ContainerSize {
  vcpus: number;
  memoryMb: number;
  scratchMb: number;
  architecture: 'x86_64' | 'arm64';
  /** On capacity that AWS may take back. */
  spot: boolean;
}

const HOUR_SECONDS = 3_600;

/**
 * What so many seconds of a container cost, by Fargate's list prices. Fargate bills a task from when its image is fetched until it
 * ends, and a minute at least; a worker does many jobs, so a job is charged its own seconds, and what a worker costs before, between
 * and after jobs is in none of them. A node of Kubernetes has no list price of its own: its containers are priced as though
 * Fargate ran them.
 */
export function containerCost(seconds: number, size: ContainerSize): Cost {
  const { spotShare } = PRICES.fargate;
  const billedSeconds = Math.max(0, Math.ceil(seconds * 1_000) / 1_000);
  const usd = (billedSeconds / HOUR_SECONDS) * perHour(size) * (size.spot ? spotShare : 1);
  return { billedSeconds, usd: roundedUsd(usd) };
}

function perHour({ vcpus, memoryMb, scratchMb, architecture }: ContainerSize): number {
  const { perVcpuHour, perGbHour, scratchPerGbHour, freeScratchMb } = PRICES.fargate;
  const paidScratchMb = Math.max(0, scratchMb - freeScratchMb);
  const memory = (memoryMb / 1_024) * perGbHour[architecture];
  return vcpus * perVcpuHour[architecture] + memory + (paidScratchMb / 1_024) * scratchPerGbHour;
}
