import { sampleRange } from '../../excerpts/sampleRange.ts';
import { durationTable, keyTable, offsetTable, sizeTable } from '../../movie/tables.ts';
import type { TakenTrack } from '../fetch/movie/takenTrack.ts';
import { CopyObstacle } from './copyObstacle.ts';
import { beginOf, type CopyPart, shownAt } from './copyPart.ts';

/** The pictures of all parts as one track. */
export interface JoinedPictures extends TakenTrack {
  /** The number of each part's first sample but the first part's. */
  joins: number[];
}

/** Of a part's picture, one that is held longer would have to be silent, too: at most so much, seconds. */
const MAX_HELD_SECONDS = 0.5;

/**
 * The pictures of all parts, one behind the other, each when it is seen in the clip; `placeOf` is where a part's source
 * begins among all that is read.
 * @throws {CopyObstacle} where the parts' times do not fit together.
 */
export function joinPictures(parts: CopyPart[], placeOf: (part: CopyPart) => number): JoinedPictures {
  const [first] = parts;
  if (!first) throw new CopyObstacle('There is no part.');
  const { track } = first.opened.picture;
  const lead = Math.max(...parts.map(part => laterOf(part, part.from)));
  const start = beginOf(first);
  const placed = parts.map(part => {
    const begin = Math.round((beginOf(part) - start) * track.timescale);
    // Added to when a sample is decoded or shown by its own tables.
    return { part, shift: begin - part.firstShown };
  });
  // The first sample is decoded at zero, and as long ahead of being shown as that of any part.
  const base = lead - (shownAt(first, first.from) + (placed[0]?.shift ?? 0));
  const samples = placed.flatMap(({ part, shift }) => {
    const delay = lead - laterOf(part, part.from);
    return numbersOf(part).map(sample => ({
      ...{ part, sample },
      decoded: (part.opened.picture.samples.decoded[sample] ?? 0) + shift + base - delay,
      later: laterOf(part, sample) + delay,
    }));
  });
  const last = parts.at(-1) as CopyPart;
  const end = last.endShown + (placed.at(-1)?.shift ?? 0);
  const { decoded } = last.opened.picture.samples;
  const lastTicks = Math.max(1, (decoded[last.to] ?? 0) - (decoded[last.to - 1] ?? 0));
  const ticks = samples.map((sample, at) => {
    const next = samples[at + 1];
    return next ? next.decoded - sample.decoded : lastTicks;
  });
  checkTicks(ticks, samples, track.timescale);
  const keys = samples.flatMap(({ part, sample }, at) => (isKey(part, sample) ? [at] : []));
  const tables = [
    durationTable(ticks),
    offsetTable(samples.map(({ later }) => later)),
    keyTable(keys.length === samples.length ? null : keys),
    sizeTable(samples.map(({ part, sample }) => part.opened.picture.samples.bytes[sample] ?? 0)),
  ];
  return {
    track,
    runs: samples.map(({ part, sample }) => {
      const { offset, length } = sampleRange(part.opened.picture.samples, sample);
      return { offset: offset + placeOf(part), length, samples: 1, entry: 1 };
    }),
    keepsChunks: false,
    tables: tables.filter(table => table !== null),
    mediaTicks: ticks.reduce((sum, one) => sum + one, 0),
    // A clock as coarse as its frames has no tick at the clip's end: the last picture is shown until the next one.
    ...{ shownFrom: base, shownTicks: Math.ceil(end), atTicks: 0 },
    joins: joinsOf(parts),
  };
}

function checkTicks(ticks: number[], samples: { part: CopyPart; later: number }[], timescale: number): void {
  if (samples.some(({ later }) => later < 0) || ticks.some(one => one <= 0))
    throw new CopyObstacle('The pictures of one part are decoded after those of the next begin.');
  const isHeld = ticks.some(
    (one, at) =>
      samples[at]?.part !== samples[at + 1]?.part &&
      at + 1 < samples.length &&
      one > MAX_HELD_SECONDS * timescale,
  );
  if (isHeld)
    throw new CopyObstacle('There is a gap between two parts, in which a picture would have to be held.');
}

function joinsOf(parts: CopyPart[]): number[] {
  let frames = 0;
  return parts.slice(0, -1).map(({ from, to }) => (frames += to - from));
}

function numbersOf({ from, to }: CopyPart): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

function laterOf({ opened }: CopyPart, sample: number): number {
  return opened.picture.samples.later[sample] ?? 0;
}

function isKey({ opened }: CopyPart, sample: number): boolean {
  const { keys } = opened.picture.samples;
  return keys === null || keys.includes(sample);
}
