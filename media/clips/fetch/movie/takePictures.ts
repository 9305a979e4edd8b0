import { sampleRange } from '../../../excerpts/sampleRange.ts';
import type { Samples } from '../../../movie/samples.ts';
import { durationTable, keyTable, offsetTable, sizeTable } from '../../../movie/tables.ts';
import type { SecondsRange } from '../secondsRange.ts';
import { choosePictures } from './choosePictures.ts';
import type { OpenedMovie } from './openedMovie.ts';
import type { TakenTrack } from './takenTrack.ts';

/**
 * What is taken of the pictures; `range` is seconds of the source's own clock.
 * @throws {UnfitIndex} where no picture is shown at all.
 */
export function takePictures(
  { track, samples, clock }: OpenedMovie['picture'],
  { fromSeconds, toSeconds }: SecondsRange,
): TakenTrack {
  const { timescale } = track;
  const range = { from: fromSeconds * timescale, to: toSeconds * timescale };
  const { from, to, shownFrom, shownTo } = choosePictures(samples, clock, range);
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  const start = samples.decoded[from] ?? 0;
  // A file begins at zero, and some writers let the first picture be shown before it is decoded.
  const delay = -lowest(samples, numbers);
  const shownAt = (sample: number) => (samples.decoded[sample] ?? 0) + (samples.later[sample] ?? 0);
  const first = numbers
    .map(shownAt)
    .filter(shown => shown >= shownFrom && shown < shownTo)
    .reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const isKey = new Set(samples.keys);
  const tables = [
    durationTable(numbers.map(sample => (samples.decoded[sample + 1] ?? 0) - (samples.decoded[sample] ?? 0))),
    offsetTable(numbers.map(sample => (samples.later[sample] ?? 0) + delay)),
    keyTable(samples.keys && numbers.flatMap((sample, at) => (isKey.has(sample) ? [at] : []))),
    sizeTable(numbers.map(sample => samples.bytes[sample] ?? 0)),
  ];
  return {
    track,
    runs: numbers.map(sample => ({
      ...sampleRange(samples, sample),
      ...{ samples: 1, entry: samples.entry[sample] ?? 1 },
    })),
    keepsChunks: false,
    tables: tables.filter(table => table !== null),
    mediaTicks: (samples.decoded[to] ?? 0) - start,
    shownFrom: first - start + delay,
    shownTicks: shownTo - first,
    atTicks: first + clock.offsetTicks,
  };
}

function lowest({ later }: Samples, numbers: number[]): number {
  return numbers.reduce((least, sample) => Math.min(least, later[sample] ?? 0), 0);
}
