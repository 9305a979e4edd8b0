import type { FunctionSize } from '../worker/settings.ts';

/** What an attempt is billed for, and how much that is. */
export interface Cost {
  /** Of the function's time, or of what another engine bills. */
  billedSeconds: number;
  /** At list prices. */
  usd: number;
}

/**
 * Lambda's list prices on demand in us-east-1, USD, as its pricing page stood in 2026-11; other regions differ by some
 * per cent, and an account's discounts are not in it.
 */
const PRICES = {
  perGbSecond: { x86_64: 0.000_016_666_7, arm64: 0.000_013_333_4 },
  perRequest: 0.000_000_2,
  scratchPerGbSecond: 0.000_000_030_9,
  /** Scratch that costs nothing, MB. */
  freeScratchMb: 512,
};

/** What so many seconds in a function cost; Lambda bills by the millisecond. Locally: what they would have cost. */
export function functionCost(seconds: number, { memoryMb, scratchMb, architecture }: FunctionSize): Cost {
  const billedSeconds = Math.max(0, Math.ceil(seconds * 1_000) / 1_000);
  const memory = (memoryMb / 1_024) * PRICES.perGbSecond[architecture];
  const paidScratchMb = Math.max(0, scratchMb - PRICES.freeScratchMb);
  const scratch = (paidScratchMb / 1_024) * PRICES.scratchPerGbSecond;
  return { billedSeconds, usd: roundedUsd(billedSeconds * (memory + scratch) + PRICES.perRequest) };
}

/** To a thousandth of a micro-dollar, so that sums of many do not drag digits along. */
export function roundedUsd(usd: number): number {
  return Math.round(usd * 1e9) / 1e9;
}
