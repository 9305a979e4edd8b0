import { type Cost, roundedUsd } from './cost.ts';
import { PRICES } from './priceList.ts';

/** What a function has, and is billed by. */
export interface FunctionSize {
  memoryMb: number;
  scratchMb: number;
  architecture: 'x86_64' | 'arm64';
}

/** What so many seconds in a function cost; Lambda bills by the millisecond. Locally: what they would have cost. */
export function functionCost(seconds: number, { memoryMb, scratchMb, architecture }: FunctionSize): Cost {
  const { perGbSecond, perRequest, scratchPerGbSecond, freeScratchMb } = PRICES.lambda;
  const billedSeconds = Math.max(0, Math.ceil(seconds * 1_000) / 1_000);
  const memory = (memoryMb / 1_024) * perGbSecond[architecture];
  const paidScratchMb = Math.max(0, scratchMb - freeScratchMb);
  const scratch = (paidScratchMb / 1_024) * scratchPerGbSecond;
  return { billedSeconds, usd: roundedUsd(billedSeconds * (memory + scratch) + perRequest) };
}
