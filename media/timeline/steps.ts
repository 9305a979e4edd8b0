/** Two times that are the same but for rounding to a clock of milliseconds. */
export const SAME_SECONDS = 0.0015;

/** Packets closer to their neighbours than this share of the usual step are not pictures of their own (VP8's hidden ones). */
export const HIDDEN_SHARE = 0.25;

/** From each time to the next. */
export function stepsOf(times: number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
}

/** The value that so large a share of the others is smaller than; undefined where there is none. */
export function quantile(values: number[], share: number): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)];
}
