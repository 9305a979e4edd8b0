import { chunkRuns } from '../../../excerpts/chunkRuns.ts';
import { type Excerpt, excerptOf } from '../../../excerpts/excerpt.ts';
import { type Box, bytesAt, replaceAt } from '../../../movie/box.ts';
import { editBox, movieHeader, trackHeader, withDuration } from '../../../movie/headers.ts';
import type { Movie } from '../../../movie/readMovie.ts';
import { type Chunk, chunkTable, placeTable } from '../../../movie/tables.ts';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import type { TakenRun, TakenTrack } from './takenTrack.ts';

/** What is kept of a track; references to other tracks and words about it are not. */
const KEPT: ReadonlySet<string> = new Set(['tkhd', 'mdia', 'tapt']);

/** A movie's clock is told in 32 bits, which ffmpeg reads as a number that may be below zero. Ticks a second. */
const MAX_TIMESCALE = 2 ** 31 - 1;

/**
 * A small movie of what is taken of another's tracks, in the order in which it stands there. Its clock is the other's less
 * `baseSeconds`, to the tick: it counts by a clock in which each track's ticks are whole numbers of ticks.
 * @throws {UnfitIndex} where there is no such clock.
 */
export function partMovie({ brand, boxes }: Movie, taken: TakenTrack[], baseSeconds: number): Excerpt {
  const timescale = commonTimescale(taken.map(({ track }) => track.timescale));
  const placed = inSourceOrder(taken);
  const ticks = Math.max(...taken.map(one => movieTicks(one, timescale, baseSeconds).end));
  const header: Box = { type: 'mvhd', body: movieHeader(bytesAt(boxes, 'mvhd'), timescale, ticks) };
  const index = (dataAt: number): Box => ({
    type: 'moov',
    body: [
      header,
      ...taken.map(one =>
        trakOf(one, chunksOf(one, placed, dataAt), movieTicks(one, timescale, baseSeconds)),
      ),
    ],
  });
  return excerptOf(
    brand,
    index,
    placed.map(({ run: { offset, length } }) => ({ offset, length })),
  );
}

/** The least common multiple. */
function commonTimescale(timescales: number[]): number {
  const common = timescales.reduce((a, b) => (a / gcd(a, b)) * b, 1);
  if (common > MAX_TIMESCALE) throw new UnfitIndex('Its tracks have no clock in common.');
  return common;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

interface PlacedRun {
  of: TakenTrack;
  run: TakenRun;
  /** How far behind the first. */
  at: number;
}

function inSourceOrder(taken: TakenTrack[]): PlacedRun[] {
  const placed = taken.flatMap(of => of.runs.map(run => ({ of, run, at: 0 })));
  placed.sort((a, b) => a.run.offset - b.run.offset);
  let at = 0;
  for (const one of placed) {
    one.at = at;
    at += one.run.length;
  }
  return placed;
}

/** A track's samples may stand in any order in the source: its chunks are told in the track's own. */
function chunksOf(taken: TakenTrack, placed: PlacedRun[], dataAt: number): Chunk[] {
  const places = new Map(placed.map(({ run, at }) => [run, dataAt + at]));
  const chunks = taken.runs.map(run => ({ ...run, at: places.get(run) ?? 0 }));
  if (taken.keepsChunks) return chunks;
  return chunkRuns(chunks.map(({ at, length, entry }) => ({ at, bytes: length, entry })));
}

/** What of the movie's time a track takes, ticks of the movie's clock. */
interface MovieTicks {
  /** Nothing is shown ahead of this. */
  start: number;
  end: number;
}

function movieTicks(
  { track, atTicks, shownTicks }: TakenTrack,
  timescale: number,
  baseSeconds: number,
): MovieTicks {
  const each = timescale / track.timescale;
  const start = atTicks * each - baseSeconds * timescale;
  return { start, end: start + shownTicks * each };
}

function trakOf(taken: TakenTrack, chunks: Chunk[], { start, end }: MovieTicks): Box {
  const { track, tables, mediaTicks, shownFrom } = taken;
  const edits = [
    ...(start > 0 ? [{ ticks: start, from: null }] : []),
    { ticks: end - start, from: shownFrom },
  ];
  const described = track.tables.filter(({ type }) => type === 'stsd');
  const places = [
    chunkTable(chunks),
    placeTable(
      chunks.map(({ at }) => at),
      { long: true },
    ),
  ];
  const kept = track.boxes.filter(({ type }) => KEPT.has(type));
  const table = replaceAt(kept, ['mdia', 'minf', 'stbl'], ({ type }) => ({
    type,
    body: [...described, ...tables, ...places],
  }));
  const media = replaceAt(table, ['mdia', 'mdhd'], ({ type, body }) => ({
    type,
    body: withDuration(body as Buffer, mediaTicks),
  }));
  const [head, ...others] = replaceAt(media, ['tkhd'], ({ type, body }) => ({
    type,
    body: trackHeader(body as Buffer, end),
  }));
  return { type: 'trak', body: [...(head ? [head] : []), editBox(edits), ...others] };
}
