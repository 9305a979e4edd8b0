import { LOOK_SIDE } from '../../ffmpeg/look/lookFile.ts';

/** A picture of LOOK_SIDE x LOOK_SIDE pixels, RGB, 8 bits each; pulled to a square. */
export type Look = Uint8Array;

/** One of its three colours. */
export function plane(look: Look, channel: number): Float64Array {
  const values = new Float64Array(LOOK_SIDE ** 2);
  for (let at = 0; at < values.length; at += 1) values[at] = look[at * 3 + channel] ?? 0;
  return values;
}

/** How bright its pixels are. */
export function luma(look: Look): Float64Array {
  const [red, green, blue] = [plane(look, 0), plane(look, 1), plane(look, 2)];
  return red.map((value, at) => 0.3 * value + 0.6 * (green[at] ?? 0) + 0.1 * (blue[at] ?? 0));
}

/** One of its colours, less grey. */
export function difference(look: Look, channel: number): Float64Array {
  const grey = luma(look);
  return plane(look, channel).map((value, at) => value - (grey[at] ?? 0));
}

/** Of numbers. */
export function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Standard deviation. */
export function deviation(values: Float64Array): number {
  return Math.sqrt(covariance(values, values));
}

function covariance(one: Float64Array, other: Float64Array): number {
  const [a, b] = [mean(one), mean(other)];
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += ((one[at] ?? 0) - a) * ((other[at] ?? 0) - b);
  return sum / one.length;
}

/** -1 to 1; 0 where one of them is flat. */
export function correlation(one: Float64Array, other: Float64Array): number {
  const scale = deviation(one) * deviation(other);
  return scale === 0 ? 0 : covariance(one, other) / scale;
}
