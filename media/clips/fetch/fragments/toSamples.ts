import type { Samples } from '../../../movie/samples.ts';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import type { FragmentSample } from './trackFragment.ts';

/**
 * What fragments tell of a track's samples, as tables would.
 * @throws {UnfitIndex} where a fragment begins before the one ahead of it ends, and where a picture is shown before it is
 * decoded: ffmpeg then moves all of them, by as much as it has seen so far.
 */
export function toSamples(samples: FragmentSample[]): Samples {
  const last = samples.at(-1);
  const decoded = Float64Array.from([
    ...samples.map(sample => sample.decoded),
    last ? last.decoded + last.ticks : 0,
  ]);
  if (samples.some(({ decoded: start }, index) => (decoded[index + 1] ?? 0) < start)) {
    throw new UnfitIndex('Its fragments overlap in time.');
  }
  if (samples.some(({ later }) => later < 0))
    throw new UnfitIndex('Its pictures are shown before they are decoded.');
  const keys = samples.flatMap(({ isKey }, index) => (isKey ? [index] : []));
  return {
    count: samples.length,
    decoded,
    later: Int32Array.from(samples, ({ later }) => later),
    bytes: Uint32Array.from(samples, ({ bytes }) => bytes),
    at: Float64Array.from(samples, ({ at }) => at),
    entry: new Uint32Array(samples.length).fill(1),
    keys: keys.length === samples.length ? null : keys,
  };
}
