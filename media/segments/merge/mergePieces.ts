import { type Box, bytesAt } from '../../movie/box.ts';
import { headOf } from '../../movie/head.ts';
import { timescaleIn, withDuration } from '../../movie/headers.ts';
import { layOut, lengthOf, type Part } from './layOut.ts';
import { mergeSound } from './mergeSound.ts';
import { mergePictures, type PlacedRun } from './mergeTracks.ts';
import type { Staged } from './readStaged.ts';
import { interleave, type Placed, type Run, type Stretch, stagedOf } from './stretches.ts';

/** A plain MP4 that nobody holds as a whole: its head, and what follows in staged files. */
export interface Merged {
  head: Buffer;
  /** All of it in order, the head included. */
  stretches: Stretch[];
  /** The same as parts of a multipart upload. */
  parts: Part[];
  sizeBytes: number;
  frames: number;
  /** The number of each piece's first frame but the first piece's. */
  joins: number[];
}

/** Above this places have to be of 64 bits. */
const MAX_SHORT_PLACE = 2 ** 32 - 1;

/**
 * Merges the heads of pieces in their order, and of their sound's, into one index in front of their samples. Pure.
 * @throws {Error} where the pieces are not encoded alike, or lie apart from what S3 takes.
 */
export function mergePieces(pieces: Staged[], sounds: Staged[]): Merged {
  const [first] = pieces;
  if (!first) throw new Error('There is no piece.');
  const runs = interleave(pieces, sounds);
  const dataBytes = lengthOf(runs);
  // The head takes a few MB of an hour; a little early does no harm.
  const long = dataBytes > MAX_SHORT_PLACE - 256 * 1024 * 1024;
  const index = (dataAt: number) => indexOf(pieces, sounds, placesFrom(runs, dataAt), { long });
  const head = headOf(first.brand, index, dataBytes);
  return {
    head,
    ...partsOf(head.length, runs, { pieces, sounds }),
    sizeBytes: head.length + dataBytes,
    frames: pieces.reduce((sum, { samples }) => sum + samples.count, 0),
    joins: joinsOf(pieces),
  };
}

/** A head of so many bytes and what follows it, as parts of a multipart upload. */
function partsOf(
  headBytes: number,
  runs: Run[],
  staged: { pieces: Placed[]; sounds: Placed[] },
): Pick<Merged, 'stretches' | 'parts'> {
  const stretches = [{ of: 'head' as const, offset: 0, length: headBytes }, ...runs.map(toStretch)];
  return { stretches, parts: layOut(stretches, of => stagedOf(of, staged)?.sizeBytes ?? 0) };
}

/** The parts of which S3 gets a film whose index has so many bytes. Pure. */
export function filmParts(indexBytes: number, pieces: Placed[], sounds: Placed[]): Part[] {
  return partsOf(indexBytes, interleave(pieces, sounds), { pieces, sounds }).parts;
}

function indexOf(
  pieces: Staged[],
  sounds: Staged[],
  runs: (PlacedRun & { of: Run['of'] })[],
  options: { long: boolean },
): Box {
  const boxes = pieces[0]?.boxes ?? [];
  const pictures = mergePictures(
    pieces,
    runs.filter(({ of }) => typeof of === 'number'),
    options,
  );
  const soundRuns = runs.filter(({ of }) => typeof of !== 'number');
  const mvhd = bytesAt(boxes, 'mvhd');
  const heard =
    sounds.length === 0
      ? null
      : mergeSound(sounds, 2, soundRuns, { ...options, movieTimescale: timescaleIn(mvhd) });
  const tracks = [pictures.trak, ...(heard ? [heard.trak] : [])];
  const header = withDuration(mvhd, Math.max(pictures.movieTicks, heard?.movieTicks ?? 0));
  // The last field is the number that the next track would have.
  header.writeUInt32BE(tracks.length + 1, header.length - 4);
  const others = boxes.filter(({ type }) => type !== 'mvhd' && type !== 'trak');
  return { type: 'moov', body: [{ type: 'mvhd', body: header }, ...tracks, ...others] };
}

function placesFrom(runs: Run[], dataAt: number): (PlacedRun & { of: Run['of'] })[] {
  let at = dataAt;
  return runs.map(({ of, samples, length }) => {
    at += length;
    return { of, samples, at: at - length };
  });
}

function toStretch({ of, offset, length }: Run): Stretch {
  return { of, offset, length };
}

function joinsOf(pieces: Staged[]): number[] {
  let frame = 0;
  return pieces.slice(0, -1).map(({ samples }) => (frame += samples.count));
}
