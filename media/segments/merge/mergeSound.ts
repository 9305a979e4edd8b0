import { type Box, bytesAt, replaceAt } from '../../movie/box.ts';
import { durationIn, editBox, editsOf } from '../../movie/headers.ts';
import { durationTable, sizeTable } from '../../movie/tables.ts';
import { FRAME } from '../sound/soundCut.ts';
import { commonDescription } from './description.ts';
import { type Options, type PlacedRun, placesOf, withLength, withTables } from './mergeTracks.ts';
import type { Staged } from './readStaged.ts';

/** A track, and how long it is in ticks of the movie's clock. */
interface MergedTrack {
  trak: Box;
  movieTicks: number;
}

/** The track of sound of so many pieces one behind the other, its samples where they come to stand. */
export function mergeSound(
  pieces: Staged[],
  id: number,
  runs: PlacedRun[],
  options: Options & { movieTimescale: number },
): MergedTrack {
  const [first] = pieces;
  if (!first) throw new Error('There is no piece of sound.');
  // A piece of sound alone has none: what is heard of it follows from all of them.
  const isWhole = editsOf(first.track.boxes).length > 0;
  const { trak, movieTicks } = isWhole ? moved(first, runs, options) : joined(pieces, runs, options);
  return { movieTicks, trak: { type: 'trak', body: withNumber(trak, id) } };
}

/** Sound that was made as a whole keeps its own track. */
function moved({ boxes, track }: Staged, runs: PlacedRun[], options: Options) {
  const kept = track.tables.filter(({ type }) => !['stsc', 'stco', 'co64'].includes(type));
  return {
    trak: withTables(track.boxes, [...kept, ...placesOf(runs, options)]),
    movieTicks: durationIn(bytesAt(boxes, 'mvhd')),
  };
}

/** The first frame is heard by none: what it has of sound is in the second as well. */
function joined(
  pieces: Staged[],
  runs: PlacedRun[],
  { movieTimescale, ...options }: Options & { movieTimescale: number },
) {
  const [{ track }] = pieces as [Staged];
  if (pieces.some(one => one.track.timescale !== track.timescale)) {
    throw new Error('The pieces of sound do not count time alike.');
  }
  const durations = pieces.flatMap(({ samples: { decoded, count } }) =>
    Array.from({ length: count }, (_, sample) => (decoded[sample + 1] ?? 0) - (decoded[sample] ?? 0)),
  );
  const bytes = pieces.flatMap(({ samples }) => [...samples.bytes]);
  const ticks = durations.reduce((sum, one) => sum + one, 0);
  const bits = bytes.reduce((sum, one) => sum + one * 8, 0);
  const inMovie = (media: number) => Math.ceil((media * movieTimescale) / track.timescale);
  const movieTicks = inMovie(ticks - FRAME);
  const description = commonDescription(
    pieces.map(one => bytesAt(one.track.tables, 'stsd')),
    Math.round((bits * track.timescale) / ticks),
  );
  const tables = [
    { type: 'stsd', body: description },
    durationTable(durations),
    ...placesOf(runs, options),
    sizeTable(bytes),
    ...rollTables(bytes.length),
  ];
  const boxes = withLength(withTables(track.boxes, tables), ticks, movieTicks);
  // Rounded as ffmpeg does.
  const edits = editBox([{ ticks: inMovie(ticks) - inMovie(FRAME), from: FRAME }]);
  return { movieTicks, trak: [...boxes.slice(0, 1), edits, ...boxes.slice(1)] };
}

/** Each frame of AAC needs the one before it (ISO 14496-12, 10.1: of the group `roll`, whose distance is -1). */
function rollTables(samples: number): Box[] {
  const description = Buffer.from('01000000726f6c6c0000000200000001ffff', 'hex');
  const groups = Buffer.from('00000000726f6c6c000000010000000000000001', 'hex');
  groups.writeUInt32BE(samples, 12);
  return [
    { type: 'sgpd', body: description },
    { type: 'sbgp', body: groups },
  ];
}

function withNumber(trak: Box[], id: number): Box[] {
  return replaceAt(trak, ['tkhd'], ({ type, body }) => {
    const header = Buffer.from(body as Buffer);
    // Version 1 has times of 64 bits ahead of the id.
    header.writeUInt32BE(id, header[0] === 1 ? 20 : 12);
    return { type, body: header };
  });
}
