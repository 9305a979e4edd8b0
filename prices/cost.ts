/** What an attempt is billed for, and how much that is. */
export interface Cost {
  /** Of the function's time, or of what another engine bills. */
  billedSeconds: number;
  /** At list prices. */
  usd: number;
}

/** To a thousandth of a micro-dollar, so that sums of many do not drag digits along. */
export function roundedUsd(usd: number): number {
  return Math.round(usd * 1e9) / 1e9;
}
