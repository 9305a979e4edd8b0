import type { Samples } from '../../movie/samples.ts';
import type { Packet } from '../../timeline/readPackets.ts';
import { NotForSegments } from '../notForSegments.ts';
import type { SegmentSource } from '../source/segmentSource.ts';
import { type Slice, samplesIn } from '../source/sliceMovie.ts';
import { matchSamples, type SampleClock } from './matchSamples.ts';

/** All packets of a source's pictures, and which samples they are. */
export interface ToldPackets {
  packets: Packet[];
  clock: SampleClock;
}

/**
 * All packets of a source's pictures, by those that ffmpeg `told` of the samples that were `kept`, one or both ends, of so
 * many bytes each. What lies between has the times of its tables, by the same clock: whoever makes a piece of it holds
 * these against what the decoder shows.
 * @throws {NotForSegments} as matchSamples, and where ffmpeg did not read from one end to the other.
 */
export function tellPackets(
  told: Packet[],
  { samples, track: { timescale } }: SegmentSource['picture'],
  kept: Slice[],
  sizes: ArrayLike<number>,
): ToldPackets {
  const taken = kept.flatMap(samplesIn);
  const matched = matchSamples(told, only(samples, taken), sizes, timescale);
  const [head, tail] = kept;
  if (!head || !tail) return { packets: told, clock: matched };
  const { from, count, offsetTicks } = matched;
  const atHead = head.to - from;
  if (atHead < 1 || count <= atHead) {
    throw new NotForSegments('Its pictures are not read from one end to the other.');
  }
  // ffmpeg was told that the last one ahead of what is left out lasts until the next one that is there.
  const between = betweenOf(samples, head.to - 1, tail.from, { offsetTicks, timescale });
  return {
    packets: [...told.slice(0, atHead - 1), ...between, ...told.slice(atHead)],
    clock: { from, count: count + tail.from - head.to, offsetTicks },
  };
}

function betweenOf(
  { decoded, later, bytes, keys }: Samples,
  from: number,
  to: number,
  { offsetTicks, timescale }: { offsetTicks: number; timescale: number },
): Packet[] {
  const isKey = new Set(keys);
  // As readPackets has it, so that no time differs in its last digit from what ffmpeg would have told.
  const tick = 1 / timescale;
  return Array.from({ length: to - from }, (_, index) => {
    const sample = from + index;
    const at = (decoded[sample] ?? 0) + offsetTicks;
    return {
      ...{ pts: (at + (later[sample] ?? 0)) * tick, dts: at * tick },
      seconds: ((decoded[sample + 1] ?? 0) - (decoded[sample] ?? 0)) * tick,
      ...{ bytes: bytes[sample] ?? 0, key: keys === null || isKey.has(sample) },
      ...{ corrupt: false, discarded: false },
    };
  });
}

/** The tables of some samples alone, as if there were no others; each has the times that it has. */
function only(samples: Samples, taken: number[]): Samples {
  const isKey = new Set(samples.keys);
  const of = (table: ArrayLike<number>) => taken.map(sample => table[sample] ?? 0);
  return {
    ...samples,
    count: taken.length,
    decoded: Float64Array.from(of(samples.decoded)),
    later: Int32Array.from(of(samples.later)),
    keys: samples.keys && [...taken.keys()].filter(index => isKey.has(taken[index] ?? Number.NaN)),
  };
}
