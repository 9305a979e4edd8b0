import { chunkRuns, type PlacedSample } from '../../excerpts/chunkRuns.ts';
import { type Excerpt, excerptOf } from '../../excerpts/excerpt.ts';
import { sampleRange } from '../../excerpts/sampleRange.ts';
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
  { brand, boxes }: Movie,
  { track, samples }: { track: MovieTrack; samples: Samples },
  slices: Slice[],
  delayTicks: number,
): Excerpt {
  const kept = slices.flatMap(({ from, to }) =>
    Array.from({ length: to - from }, (_, index) => from + index),
  );
  const header: Box = { type: 'mvhd', body: bytesAt(boxes, 'mvhd') };
  const index = (dataAt: number): Box => {
    const body = tablesOf(track.tables, samples, kept, delayTicks, dataAt);
    const trak = replaceAt(track.boxes, ['mdia', 'minf', 'stbl'], ({ type }) => ({ type, body }));
    return {
      type: 'moov',
      body: [header, { type: 'trak', body: trak.filter(({ type }) => KEPT.has(type)) }],
    };
  };
  return excerptOf(
    brand,
    index,
    kept.map(sample => sampleRange(samples, sample)),
  );
}

/** Groups and dependencies are left out: they speak of samples that are not there. */
function tablesOf(
  tables: Box[],
  samples: Samples,
  kept: number[],
  delayTicks: number,
  dataAt: number,
): Box[] {
  const { decoded, later, bytes, keys } = samples;
  const isKey = new Set(keys);
  const chunks = chunkRuns(placed(samples, kept, dataAt));
  return [
    ...tables.filter(({ type }) => type === 'stsd'),
    durationTable(kept.map(sample => (decoded[sample + 1] ?? 0) - (decoded[sample] ?? 0))),
    offsetTable(kept.map(sample => (later[sample] ?? 0) + delayTicks)),
    keyTable(keys && kept.flatMap((sample, at) => (isKey.has(sample) ? [at] : []))),
    chunkTable(chunks),
    sizeTable(kept.map(sample => bytes[sample] ?? 0)),
    placeTable(
      chunks.map(({ at }) => at),
      { long: true },
    ),
  ].filter(box => box !== null);
}

function* placed({ bytes, entry }: Samples, kept: number[], dataAt: number): Generator<PlacedSample> {
  let at = dataAt;
  for (const sample of kept) {
    yield { at, bytes: bytes[sample] ?? 0, entry: entry[sample] ?? 1 };
    at += bytes[sample] ?? 0;
  }
}
