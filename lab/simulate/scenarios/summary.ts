import type { Run } from './runFilms.ts';

/** What many runs come to. */
export interface Summary {
  medianSeconds: number;
  /** Nineteen of twenty are there by then. */
  p95Seconds: number;
  usd: number;
  coreSeconds: number;
}

export function summarize(runs: Run[]): Summary {
  const seconds = runs.map(run => run.seconds);
  return {
    medianSeconds: quantile(seconds, 0.5),
    p95Seconds: quantile(seconds, 0.95),
    usd: quantile(
      runs.map(run => run.usd),
      0.5,
    ),
    coreSeconds: quantile(
      runs.map(run => run.coreSeconds),
      0.5,
    ),
  };
}

/** The smallest value that at least this part of all are no larger than; NaN of none. */
export function quantile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

/** 1, 2, 3 and so on from a first seed. */
export function seedsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}
