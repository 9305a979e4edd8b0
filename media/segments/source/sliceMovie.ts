import { chunkRuns, type PlacedSample } from '../../excerpts/chunkRuns.ts';
import { type Excerpt, excerptOf } from '../../excerpts/excerpt.ts';
import { sampleRange } from '../../excerpts/sampleRange.ts';
import { bisect } from '../../movie/bisect.ts';
import { type Box, bytesAt, replaceAt } from '../../movie/box.ts';
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

/** Samples of a track from one on and up to another, in the order of decoding. */
export interface Slice {
  from: number;
  to: number;
}

/** What is kept of a track; edits, references to other tracks and words about it are not. */
const KEPT = new Set(['tkhd', 'mdia', 'tapt']);

/**
 * An MP4 of some slices of one track alone, one behind the other. The first sample is decoded at zero; each is shown as
 * much later than decoded as in the source, and `delayTicks` more.
 */
export function sliceMovie(
  movie: Pick<Movie, 'brand' | 'boxes'>,
  { track, samples }: { track: MovieTrack; samples: Samples },
  slices: Slice[],
  delayTicks: number,
): Excerpt {
  const ranges = slices.flatMap(samplesIn).map(sample => sampleRange(samples, sample));
  const index = (dataAt: number): Box =>
    sliceIndex(movie, { track, samples }, slices, { delayTicks, placed: placed(samples, slices, dataAt) });
  return excerptOf(movie.brand, index, ranges);
}

/**
 * The `moov` of such slices, whose samples are `placed` in a file. Groups and dependencies are left out: they speak of
 * samples that are not there.
 */
export function sliceIndex(
  { boxes }: Pick<Movie, 'boxes'>,
  { track, samples }: { track: MovieTrack; samples: Samples },
  slices: Slice[],
  { delayTicks, placed }: { delayTicks: number; placed: Iterable<PlacedSample> },
): Box {
  const header: Box = { type: 'mvhd', body: bytesAt(boxes, 'mvhd') };
  const descriptions = track.tables.filter(({ type }) => type === 'stsd');
  const body = [...descriptions, ...tablesOf(samples, slices, delayTicks, placed)];
  const trak = replaceAt(track.boxes, ['mdia', 'minf', 'stbl'], ({ type }) => ({ type, body }));
  return {
    type: 'moov',
    body: [header, { type: 'trak', body: trak.filter(({ type }) => KEPT.has(type)) }],
  };
}

/** In the order of decoding. */
export function samplesIn({ from, to }: Slice): number[] {
  const samples: number[] = [];
  for (let sample = from; sample < to; sample += 1) samples.push(sample);
  return samples;
}

function tablesOf(
  { decoded, later, bytes, keys }: Samples,
  slices: Slice[],
  delayTicks: number,
  placed: Iterable<PlacedSample>,
): Box[] {
  const kept = slices.flatMap(samplesIn);
  const chunks = chunkRuns(placed);
  return [
    durationTable(kept.map(sample => (decoded[sample + 1] ?? 0) - (decoded[sample] ?? 0))),
    offsetTable(kept.map(sample => (later[sample] ?? 0) + delayTicks)),
    keyTable(keys && keysIn(slices, keys)),
    chunkTable(chunks),
    sizeTable(kept.map(sample => bytes[sample] ?? 0)),
    placeTable(
      chunks.map(({ at }) => at),
      { long: true },
    ),
  ].filter(box => box !== null);
}

/** Key frames by their places among the samples of the slices; `keys` are in order, and may tell one twice. */
function keysIn(slices: Slice[], keys: number[]): number[] {
  const found: number[] = [];
  let ahead = 0;
  for (const { from, to } of slices) {
    const firstFrom = (sample: number) => bisect(keys.length, index => (keys[index] ?? 0) >= sample);
    const within = new Set(keys.slice(firstFrom(from), firstFrom(to)));
    for (const key of within) found.push(ahead + key - from);
    ahead += to - from;
  }
  return found;
}

function* placed({ bytes, entry }: Samples, slices: Slice[], dataAt: number): Generator<PlacedSample> {
  let at = dataAt;
  for (const sample of slices.flatMap(samplesIn)) {
    yield { at, bytes: bytes[sample] ?? 0, entry: entry[sample] ?? 1 };
    at += bytes[sample] ?? 0;
  }
}
