import { chunkRuns, type PlacedSample } from '../../excerpts/chunkRuns.ts';
import { type ByteRange, type Excerpt, excerptOf, lengthOf } from '../../excerpts/excerpt.ts';
import { sampleRange } from '../../excerpts/sampleRange.ts';
import { type Box, childrenOf, replaceAt } from '../../movie/box.ts';
import { chunkPlaces } from '../../movie/chunks.ts';
import { editsOf } from '../../movie/headers.ts';
import type { Movie, MovieTrack } from '../../movie/readMovie.ts';
import type { Samples } from '../../movie/samples.ts';
import { chunkTable, durationTable, placeTable, sizeTable } from '../../movie/tables.ts';
import type { Slice } from './sliceMovie.ts';
import type { SoundEnds } from './soundEnds.ts';

/** A source's times in a file of their own. */
export interface TimesOnly {
  excerpt: Excerpt;
  /** How many bytes each sample of the pictures has in it. */
  sizes: Uint32Array;
}

/** No decoder holds back more pictures than this before it shows the first. */
const REAL_PICTURES = 64;

/**
 * An MP4 with all times of a source and all of its sound, or where `ends` are told both ends of that, but of its pictures only
 * the first few: the others are a few zeros each, of sizes by which a report of packets tells one from another. Tracks that
 * nobody decodes keep their tables, and read over a hole.
 */
export function timesOnly(
  movie: Movie,
  picture: { track: MovieTrack; samples: Samples },
  sounds: MovieTrack[],
  ends: SoundEnds | null = null,
): TimesOnly {
  const { samples, track } = picture;
  const from = firstShown(track, samples);
  const to = Math.min(samples.count, from + REAL_PICTURES);
  const sizes = samples.bytes.map((bytes, sample) =>
    sample >= from && sample < to ? bytes : toldSize(sample),
  );
  const soundRanges = sounds.map(sound => (ends ? endRanges(ends) : chunkRanges(movie, sound)));
  const real = Array.from({ length: to - from }, (_, index) => sampleRange(samples, from + index));
  const ranges = [...soundRanges.flat(), ...real];
  const index = (dataAt: number): Box => {
    const tables = new Map<MovieTrack, Box[]>();
    let at = dataAt;
    for (const [number, sound] of sounds.entries()) {
      const ranges = soundRanges[number] ?? [];
      tables.set(sound, ends ? endTables(ends, at) : withPlaces(sound.tables, placesFrom(at, ranges)));
      at += lengthOf(ranges);
    }
    const placed = placedPictures(samples, sizes, { from, to }, { realAt: at, holeAt: at + lengthOf(real) });
    tables.set(track, pictureTables(track.tables, sizes, placed));
    return { type: 'moov', body: withTables(movie, tables) };
  };
  const told = sizes.reduce((sum, size) => sum + size, 0);
  // Tables that are kept speak of the whole source.
  return { excerpt: excerptOf(movie.brand, index, ranges, told + movie.sizeBytes), sizes };
}

/** The key frame from which on ffmpeg decodes: the one before its edit list begins to show. */
function firstShown(track: MovieTrack, { keys, count, decoded, later }: Samples): number {
  const start = editsOf(track.boxes).find(({ from }) => from !== null)?.from ?? 0;
  const isAhead = (sample: number) => (decoded[sample] ?? 0) + (later[sample] ?? 0) <= start;
  if (keys !== null) return keys.findLast(isAhead) ?? 0;
  let sample = 0;
  while (sample + 1 < count && isAhead(sample + 1)) sample += 1;
  return sample;
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
  return kept.flatMap(slice => inSlice(slice).map(sample => sampleRange(samples, sample)));
}

/** Both ends keep their times: the last packet ahead of what is left out lasts until the next one that is there. */
function endTables({ track, samples: { decoded, bytes }, kept }: SoundEnds, at: number): Box[] {
  const taken = kept.flatMap(inSlice);
  const nextOf = (index: number) => taken[index + 1] ?? (taken[index] ?? 0) + 1;
  const ticks = taken.map((sample, index) => (decoded[nextOf(index)] ?? 0) - (decoded[sample] ?? 0));
  return [
    ...track.tables.filter(({ type }) => type === 'stsd'),
    durationTable(ticks),
    chunkTable([{ at, samples: taken.length, entry: 1 }]),
    sizeTable(taken.map(sample => bytes[sample] ?? 0)),
    placeTable([at], { long: true }),
  ];
}

function inSlice({ from, to }: Slice): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

function placesFrom(at: number, ranges: ByteRange[]): number[] {
  let place = at;
  return ranges.map(({ length }) => {
    place += length;
    return place - length;
  });
}

function* placedPictures(
  { entry }: Samples,
  sizes: Uint32Array,
  real: { from: number; to: number },
  { realAt, holeAt }: { realAt: number; holeAt: number },
): Generator<PlacedSample> {
  const next = { real: realAt, hole: holeAt };
  for (const [sample, bytes] of sizes.entries()) {
    const where = sample >= real.from && sample < real.to ? 'real' : 'hole';
    yield { at: next[where], bytes, entry: entry[sample] ?? 1 };
    next[where] += bytes;
  }
}

const PLACES = new Set(['stco', 'co64']);
const SIZES_AND_PLACES = new Set([...PLACES, 'stsz', 'stsc']);

function withPlaces(tables: Box[], places: number[]): Box[] {
  return [...tables.filter(({ type }) => !PLACES.has(type)), placeTable(places, { long: true })];
}

function pictureTables(tables: Box[], sizes: Uint32Array, placed: Iterable<PlacedSample>): Box[] {
  const chunks = chunkRuns(placed);
  return [
    ...tables.filter(({ type }) => !SIZES_AND_PLACES.has(type)),
    ...[
      chunkTable(chunks),
      sizeTable(sizes),
      placeTable(
        chunks.map(({ at }) => at),
        { long: true },
      ),
    ],
  ];
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
