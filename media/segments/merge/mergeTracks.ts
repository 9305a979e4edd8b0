import { type Box, bytesAt, replaceAt } from '../../movie/box.ts';
import { editsOf, timescaleIn, withDuration, withLastEdit, withTrackDuration } from '../../movie/headers.ts';
import {
  chunkTable,
  durationTable,
  keyTable,
  offsetTable,
  placeTable,
  sizeTable,
} from '../../movie/tables.ts';
import { commonDescription } from './description.ts';
import type { Staged } from './readStaged.ts';

/** Where each chunk of a track comes to stand in the merged file, and how many samples it has. */
export interface PlacedRun {
  at: number;
  samples: number;
}

/** Places of 64 bits. */
export interface Options {
  long: boolean;
}

/** The track of all pieces together, one behind the other: its `trak`, and how long it is in ticks of the movie's clock. */
export function mergePictures(pieces: Staged[], runs: PlacedRun[], options: Options) {
  const [first] = pieces;
  if (!first) throw new Error('There is no piece.');
  const { timescale } = first.track;
  if (
    pieces.some(
      ({ track }) => track.timescale !== timescale || startOf(track.boxes) !== startOf(first.track.boxes),
    )
  ) {
    throw new Error('The pieces do not count time alike.');
  }
  const durations = pieces.flatMap(({ samples: { decoded, count } }) =>
    Array.from({ length: count }, (_, sample) => (decoded[sample + 1] ?? 0) - (decoded[sample] ?? 0)),
  );
  const ticks = durations.reduce((sum, one) => sum + one, 0);
  const bytes = pieces.flatMap(({ samples }) => [...samples.bytes]);
  const bits = bytes.reduce((sum, one) => sum + one * 8, 0);
  const description = commonDescription(
    pieces.map(({ track }) => bytesAt(track.tables, 'stsd')),
    Math.round((bits * timescale) / ticks),
  );
  const tables = [
    { type: 'stsd', body: description },
    durationTable(durations),
    keyTable(keysOf(pieces)),
    offsetTable(pieces.flatMap(({ samples }) => [...samples.later])),
    ...[...placesOf(runs, options), sizeTable(bytes)],
  ].filter(box => box !== null);
  const movieTicks = Math.ceil((ticks * timescaleIn(bytesAt(first.boxes, 'mvhd'))) / timescale);
  const boxes = withLastEdit(withTables(first.track.boxes, tables), movieTicks);
  return { movieTicks, trak: { type: 'trak', body: withLength(boxes, ticks, movieTicks) } };
}

/** Where in the media the film begins: x264 decodes so much ahead of what is shown. */
function startOf(trak: Box[]): number | null {
  return editsOf(trak)[0]?.from ?? null;
}

function keysOf(pieces: Staged[]): number[] | null {
  if (pieces.every(({ samples }) => samples.keys === null)) return null;
  let before = 0;
  return pieces.flatMap(({ samples: { keys, count } }) => {
    const from = before;
    before += count;
    return (keys ?? Array.from({ length: count }, (_, sample) => sample)).map(key => from + key);
  });
}

export function placesOf(runs: PlacedRun[], options: Options): Box[] {
  const chunks = runs.map(run => ({ ...run, entry: 1 }));
  return [
    chunkTable(chunks),
    placeTable(
      runs.map(({ at }) => at),
      options,
    ),
  ];
}

export function withTables(trak: Box[], body: Box[]): Box[] {
  return replaceAt(trak, ['mdia', 'minf', 'stbl'], ({ type }) => ({ type, body }));
}

export function withLength(trak: Box[], ticks: number, movieTicks: number): Box[] {
  const track = replaceAt(trak, ['tkhd'], ({ type, body }) => ({
    type,
    body: withTrackDuration(body as Buffer, movieTicks),
  }));
  return replaceAt(track, ['mdia', 'mdhd'], ({ type, body }) => ({
    type,
    body: withDuration(body as Buffer, ticks),
  }));
}
