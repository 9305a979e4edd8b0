import type { Samples } from '../../movie/samples.ts';
import type { Pictures } from '../source/pictures.ts';
import { type Slice, samplesIn } from '../source/sliceMovie.ts';
import type { SampleClock } from './matchSamples.ts';

/** A sample and when it is shown by the clock of the whole source, ticks. */
export interface ShownSample {
  sample: number;
  ticks: number;
}

/** A film's pictures as its pieces are found among them: worked out once for all. Samples are numbered as in the index at hand. */
export interface ShownFilm {
  /** Ticks a second. */
  timescale: number;
  /** The film's first sample, which lies ahead of that index where it is below zero. */
  begin: number;
  /** The first one that is at hand. */
  from: number;
  /** Those that are shown, in the order in which they are. */
  inOrder: ShownSample[];
  /** Where decoding can begin, in the order of decoding. */
  keys: Key[];
  /** When the last of them is shown, by the clock of the whole source as all moments here, ticks. */
  lastTicks: number;
  decodedAt(sample: number): number;
  shownAt(sample: number): number;
}

interface Key {
  sample: number;
  /** When the first is shown of this one and those behind it, ticks. */
  earliest: number;
}

/** `shown` are the moments of the outermost pictures, seconds. */
export function shownFilm(
  { picture: { track, samples }, ahead = { samples: 0, ticks: 0 } }: Pictures,
  { clock, shown }: { clock: SampleClock; shown: { first: number; last: number } },
): ShownFilm {
  const { timescale } = track;
  const { decoded, later, count } = samples;
  const begin = clock.from - ahead.samples;
  const at = { from: Math.max(0, begin), to: Math.min(count, begin + clock.count) };
  const offset = clock.offsetTicks + ahead.ticks;
  const decodedAt = (sample: number) => (decoded[sample] ?? 0) + offset;
  const shownAt = (sample: number) => decodedAt(sample) + (later[sample] ?? 0);
  const ticksOf = (seconds: number) => Math.round(seconds * timescale);
  const [firstTicks, lastTicks] = [ticksOf(shown.first), ticksOf(shown.last)];
  const inOrder: ShownSample[] = [];
  for (let sample = at.from; sample < at.to; sample += 1) {
    const ticks = shownAt(sample);
    if (ticks >= firstTicks && ticks <= lastTicks) inOrder.push({ sample, ticks });
  }
  inOrder.sort((a, b) => a.ticks - b.ticks);
  return {
    ...{ timescale, begin, from: at.from, inOrder, lastTicks },
    keys: keysIn(samples, at, shownAt),
    ...{ decodedAt, shownAt },
  };
}

function keysIn({ keys }: Samples, { from, to }: Slice, shownAt: (sample: number) => number): Key[] {
  const all = keys?.filter(key => key >= from && key < to) ?? samplesIn({ from, to });
  let earliest = Number.POSITIVE_INFINITY;
  return all
    .reverse()
    .map(sample => {
      earliest = Math.min(earliest, shownAt(sample));
      return { sample, earliest };
    })
    .reverse();
}
