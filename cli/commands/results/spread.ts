/** How some numbers are spread. */
export interface Spread {
  min: number;
  average: number;
  median: number;
  /** 95 of 100 are not above it. */
  p95: number;
  max: number;
}

/** By the nearest rank: each is one of the numbers themselves, save the average. Null of none. */
export function spreadOf(numbers: number[]): Spread | null {
  if (numbers.length === 0) return null;
  const sorted = Float64Array.from(numbers).sort();
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return {
    min: at(0),
    average: sorted.reduce((sum, one) => sum + one, 0) / sorted.length,
    median: at(0.5),
    p95: at(0.95),
    max: at(1),
  };
}
