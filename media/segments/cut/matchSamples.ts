import type { Samples } from '../../movie/samples.ts';
import { type Packet, timeOf } from '../../timeline/readPackets.ts';
import { NotForSegments } from '../notForSegments.ts';

/** Which samples of a track ffmpeg reads, and by which clock. */
export interface SampleClock {
  /** The first one, and how many in a row. */
  from: number;
  count: number;
  /** Added to when a sample is shown by the track's tables, ticks, gives when ffmpeg shows it as it reads the whole source. */
  offsetTicks: number;
}

/**
 * Finds the samples that ffmpeg's packets are, by their sizes: an edit list may leave out some at either end. Every one
 * has to have the time that its table tells, but for one constant.
 * @throws {NotForSegments} where that is not so, as of an edit list that shows a part twice or leaves one out.
 */
export function matchSamples(
  packets: Packet[],
  { decoded, later, keys, count }: Samples,
  sizes: ArrayLike<number>,
  timescale: number,
): SampleClock {
  const from = startOf(packets, keys ?? Array.from({ length: count }, (_, sample) => sample), sizes);
  const offsets = packets.map((packet, index) => {
    const shown = (decoded[from + index] ?? 0) + (later[from + index] ?? 0);
    return Math.round(timeOf(packet) * timescale) - shown;
  });
  const [offsetTicks = 0] = offsets;
  if (offsets.some(offset => offset !== offsetTicks)) {
    throw new NotForSegments('Its pictures are not shown at the times that its tables tell.');
  }
  return { from, count: packets.length, offsetTicks };
}

function startOf(packets: Packet[], keys: number[], sizes: ArrayLike<number>): number {
  const starts = keys.includes(0) ? keys : [0, ...keys];
  const fits = (from: number) => packets.every(({ bytes }, index) => bytes === sizes[from + index]);
  const from = starts.find(fits);
  if (from === undefined || packets.length === 0) {
    throw new NotForSegments('Its edit list shows more than one part of it.');
  }
  return from;
}
