import { chunkRuns, type PlacedSample } from '../../excerpts/chunkRuns.ts';
import { type ByteRange, type Excerpt, excerptOf, lengthOf } from '../../excerpts/excerpt.ts';
import { sampleRange } from '../../excerpts/sampleRange.ts';
import { type Box, childrenOf, replaceAt } from '../../movie/box.ts';
import { chunkPlaces } from '../../movie/chunks.ts';
import type { Movie, MovieTrack } from '../../movie/readMovie.ts';
import type { Samples } from '../../movie/samples.ts';
import {
  chunkTable,
  durationTable,
  keyTable,
  offsetTable,
  placeTable,
  sizeTable,
} from '../../movie/tables.ts';
import { firstShown } from './firstShown.ts';
import { type Slice, samplesIn } from './sliceMovie.ts';
import type { SoundEnds } from './soundEnds.ts';

/** A source's times in a file of their own. */
export interface TimesOnly {
  excerpt: Excerpt;
  /** Which samples of the pictures it has: all of them, or both ends. */
  kept: Slice[];
  /** How many bytes each of these has in it. */
  sizes: Uint32Array;
}

/** Of what no more is kept than both ends; null where that is all of it. */
export interface Ends {
  pictures: [Slice, Slice] | null;
  sound: SoundEnds | null;
}

/** No decoder holds back more pictures than this before it shows the first. */
const REAL_PICTURES = 64;

/**
 * An MP4 with all times of a source and all of its sound, or those of both `ends`, but of its pictures only the first few: the
 * others are a few zeros each, of sizes by which a report of packets tells one from another. Tracks that nobody decodes
 * keep their tables, and read over a hole.
 */
export function timesOnly(
  movie: Movie,
  picture: { track: MovieTrack; samples: Samples },
  sounds: MovieTrack[],
  ends: Ends = { pictures: null, sound: null },
): TimesOnly {
  const { samples, track } = picture;
  const kept = ends.pictures ?? [{ from: 0, to: samples.count }];
  const taken = kept.flatMap(samplesIn);
  const from = firstShown(track, samples);
  const to = Math.min(samples.count, from + REAL_PICTURES);
  const isReal = (sample: number) => sample >= from && sample < to;
  const sizes = Uint32Array.from(taken, sample =>
    isReal(sample) ? (samples.bytes[sample] ?? 0) : toldSize(sample),
  );
  const soundRanges = sounds.map(sound => (ends.sound ? endRanges(ends.sound) : chunkRanges(movie, sound)));
  const real = samplesIn({ from, to }).map(sample => sampleRange(samples, sample));
  const ranges = [...soundRanges.flat(), ...real];
  const index = (dataAt: number): Box => {
    const tables = new Map<MovieTrack, Box[]>();
    let at = dataAt;
    for (const [number, sound] of sounds.entries()) {
      const ranges = soundRanges[number] ?? [];
      tables.set(
        sound,
        ends.sound ? soundEndTables(ends.sound, at) : withPlaces(sound.tables, placesFrom(at, ranges)),
      );
      at += lengthOf(ranges);
    }
    const next = { real: at, hole: at + lengthOf(real) };
    const placed = taken.map((sample, index) => {
      const [where, bytes] = [isReal(sample) ? ('real' as const) : ('hole' as const), sizes[index] ?? 0];
      next[where] += bytes;
      return { at: next[where] - bytes, bytes, entry: samples.entry[sample] ?? 1 };
    });
    const times = ends.pictures ? pictureEndTables(picture, taken) : withoutSizes(track.tables);
    tables.set(track, [...times, ...placeTables(sizes, placed)]);
    return { type: 'moov', body: withTables(movie, tables) };
  };
  const told = sizes.reduce((sum, size) => sum + size, 0);
  // Tables that are kept speak of the whole source.
  return { excerpt: excerptOf(movie.brand, index, ranges, told + movie.sizeBytes), kept, sizes };
}

/** From 1 to 64, and no run of them like another. */
function toldSize(sample: number): number {
  return (Math.imul(sample ^ (sample >>> 7), 0x9e37_79b1) >>> 26) + 1;
}

/**
 * What each chunk of a track takes up: as far as the next chunk of any track, since the sizes in a table of sound may be
 * counted in QuickTime's own ways.
 */
function chunkRanges({ tracks, sizeBytes }: Movie, track: MovieTrack): ByteRange[] {
  const starts = [...new Set(tracks.flatMap(({ tables }) => chunkPlaces(tables)))].sort((a, b) => a - b);
  const ends = new Map(starts.map((start, index) => [start, starts[index + 1] ?? sizeBytes]));
  return chunkPlaces(track.tables).map(offset => ({
    offset,
    length: Math.max(0, Math.min(ends.get(offset) ?? sizeBytes, sizeBytes) - offset),
  }));
}

function endRanges({ samples, kept }: SoundEnds): ByteRange[] {
  return kept.flatMap(slice => samplesIn(slice).map(sample => sampleRange(samples, sample)));
}

function soundEndTables({ track, samples, kept }: SoundEnds, at: number): Box[] {
  const taken = kept.flatMap(samplesIn);
  return [
    ...described(track.tables),
    durationTable(ticksOf(samples, taken)),
    chunkTable([{ at, samples: taken.length, entry: 1 }]),
    sizeTable(taken.map(sample => samples.bytes[sample] ?? 0)),
    placeTable([at], { long: true }),
  ];
}

function pictureEndTables(
  { track, samples }: { track: MovieTrack; samples: Samples },
  taken: number[],
): Box[] {
  const isKey = new Set(samples.keys);
  return [
    ...described(track.tables),
    durationTable(ticksOf(samples, taken)),
    offsetTable(taken.map(sample => samples.later[sample] ?? 0)),
    keyTable(samples.keys && taken.flatMap((sample, index) => (isKey.has(sample) ? [index] : []))),
  ].filter(box => box !== null);
}

function described(tables: Box[]): Box[] {
  return tables.filter(({ type }) => type === 'stsd');
}

/** Both ends keep their times: the last one ahead of what is left out lasts until the next one that is there. */
function ticksOf({ decoded }: Samples, taken: number[]): number[] {
  const nextOf = (index: number) => taken[index + 1] ?? (taken[index] ?? 0) + 1;
  return taken.map((sample, index) => (decoded[nextOf(index)] ?? 0) - (decoded[sample] ?? 0));
}

function placesFrom(at: number, ranges: ByteRange[]): number[] {
  let place = at;
  return ranges.map(({ length }) => {
    place += length;
    return place - length;
  });
}

const PLACES = new Set(['stco', 'co64']);
const SIZES_AND_PLACES = new Set([...PLACES, 'stsz', 'stsc']);

function withPlaces(tables: Box[], places: number[]): Box[] {
  return [...tables.filter(({ type }) => !PLACES.has(type)), placeTable(places, { long: true })];
}

function withoutSizes(tables: Box[]): Box[] {
  return tables.filter(({ type }) => !SIZES_AND_PLACES.has(type));
}

function placeTables(sizes: Uint32Array, placed: PlacedSample[]): Box[] {
  const chunks = chunkRuns(placed);
  const places = chunks.map(({ at }) => at);
  return [chunkTable(chunks), sizeTable(sizes), placeTable(places, { long: true })];
}

function withTables({ boxes, tracks }: Movie, tables: Map<MovieTrack, Box[]>): Box[] {
  let number = 0;
  return boxes.map(box => {
    const track = box.type === 'trak' ? tracks[number++] : undefined;
    const body = track && tables.get(track);
    if (!body) return box;
    return {
      type: 'trak',
      body: replaceAt(childrenOf(box), ['mdia', 'minf', 'stbl'], ({ type }) => ({ type, body })),
    };
  });
}
