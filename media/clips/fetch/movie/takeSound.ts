import { sampleRange } from '../../../excerpts/sampleRange.ts';
import { type Box, bytesAt, word } from '../../../movie/box.ts';
import type { Movie, MovieTrack } from '../../../movie/readMovie.ts';
import { readSamples, type Samples } from '../../../movie/samples.ts';
import { durationTable, keyTable, sizeTable } from '../../../movie/tables.ts';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import type { SecondsRange } from '../secondsRange.ts';
import type { OpenedMovie } from './openedMovie.ts';
import { soundChunks } from './soundChunks.ts';
import type { TakenRun, TakenTrack } from './takenTrack.ts';
import type { TrackClock } from './trackClock.ts';

/**
 * Ahead of a part, so that its first sound decodes as in the whole source: two frames of AAC or 80 ms of Opus, and of MP3
 * the frames that it may borrow bits from; and so long at the least, seconds.
 */
const FRAMES_AHEAD = 10;
const SECONDS_AHEAD = 0.5;

/** Behind it: the frame that the last one overlaps with, and one more. */
const FRAMES_BEHIND = 2;

/**
 * What is taken of a track of sound; `range` is seconds of the source's own clock. Null where there is no sound then.
 * @throws {UnfitIndex} where its tables cannot be trusted.
 */
export function takeSound(
  movie: Movie,
  { track, clock, samples }: OpenedMovie['sounds'][number],
  range: SecondsRange,
): TakenTrack | null {
  if (samples === null && isCounted(track)) return takeChunks(movie, track, clock, range);
  return takeFrames(track, samples ?? readSamples(track.tables), clock, range);
}

/**
 * Sound of which each sample lasts a tick is read by whole chunks (mov.c: mov_build_index): the table of sizes then does
 * not tell what a sample takes up.
 */
function isCounted({ tables }: MovieTrack): boolean {
  const times = bytesAt(tables, 'stts');
  return word(times, 4) === 1 && word(times, 12) === 1;
}

function takeFrames(
  track: MovieTrack,
  samples: Samples,
  clock: TrackClock,
  range: SecondsRange,
): TakenTrack | null {
  if (samples.later.some(ticks => ticks !== 0))
    throw new UnfitIndex('Its sound is heard in another order than it is decoded.');
  const { decoded, count } = samples;
  const [from, to] = chosen(index => decoded[index] ?? 0, count, clock, track, range);
  if (from === to) return null;
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  const isKey = new Set(samples.keys);
  return {
    track,
    runs: numbers.map(sample => frame(samples, sample)),
    keepsChunks: false,
    tables: [
      durationTable(numbers.map(sample => (decoded[sample + 1] ?? 0) - (decoded[sample] ?? 0))),
      sizeTable(numbers.map(sample => samples.bytes[sample] ?? 0)),
      ...[keyTable(samples.keys && numbers.flatMap((sample, at) => (isKey.has(sample) ? [at] : [])))].filter(
        table => table !== null,
      ),
    ],
    // Some writers tell no length of the last frame.
    ...shownOf(clock, decoded[from] ?? 0, Math.max(decoded[to] ?? 0, (decoded[to - 1] ?? 0) + 1)),
  };
}

function frame(samples: Samples, sample: number): TakenRun {
  return { ...sampleRange(samples, sample), samples: 1, entry: samples.entry[sample] ?? 1 };
}

function takeChunks(
  movie: Movie,
  track: MovieTrack,
  clock: TrackClock,
  range: SecondsRange,
): TakenTrack | null {
  const chunks = soundChunks(movie, track);
  const last = chunks.at(-1);
  const startOf = (index: number) => chunks[index]?.start ?? (last ? last.start + last.samples : 0);
  const [from, to] = chosen(startOf, chunks.length, clock, track, range);
  if (from === to) return null;
  const taken = chunks.slice(from, to);
  const samples = taken.reduce((sum, chunk) => sum + chunk.samples, 0);
  const sizes = Buffer.from(bytesAt(track.tables, 'stsz').subarray(0, 12));
  if (word(sizes, 4) === 0) throw new UnfitIndex('Its sound is counted by samples of several sizes.');
  sizes.writeUInt32BE(samples, 8);
  return {
    track,
    runs: taken,
    keepsChunks: true,
    tables: [evenDurations(samples), { type: 'stsz', body: sizes }],
    ...shownOf(clock, startOf(from), startOf(to)),
  };
}

/** `stts` of so many samples of a tick each. */
function evenDurations(samples: number): Box {
  const body = Buffer.alloc(16);
  for (const [index, value] of [1, samples, 1].entries()) body.writeUInt32BE(value, 4 + index * 4);
  return { type: 'stts', body };
}

/** The units that a part needs, from one on and up to another; none where none of them is heard in it. */
function chosen(
  startOf: (index: number) => number,
  count: number,
  { offsetTicks, from: shownFrom, to: shownTo }: TrackClock,
  { timescale }: MovieTrack,
  { fromSeconds, toSeconds }: SecondsRange,
): [number, number] {
  const start = Math.max(shownFrom, fromSeconds * timescale - offsetTicks);
  const end = Math.min(shownTo, toSeconds * timescale - offsetTicks);
  const first = firstAt(count, index => startOf(index + 1) > start);
  const behind = firstAt(count, index => startOf(index) >= end);
  if (start >= end || first >= behind) return [0, 0];
  const early = firstAt(count, index => startOf(index + 1) > start - SECONDS_AHEAD * timescale);
  return [Math.max(0, Math.min(early, first - FRAMES_AHEAD)), Math.min(count, behind + FRAMES_BEHIND)];
}

/** The first of so many that holds, of what holds for all behind it; how many there are where none does. */
function firstAt(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function shownOf(clock: TrackClock, start: number, end: number) {
  const first = Math.max(clock.from, start);
  return {
    mediaTicks: end - start,
    shownFrom: first - start,
    shownTicks: Math.min(clock.to, end) - first,
    atTicks: first + clock.offsetTicks,
  };
}
