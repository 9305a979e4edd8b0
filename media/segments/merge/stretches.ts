import type { Staged } from './readStaged.ts';

/** What a stretch of the merged file is taken from: its own head, the sound, or a piece by its number. */
export type StretchOf = 'head' | 'sound' | number;

/** Bytes of one staged file, or of the head, that stand in the merged file as they are. */
export interface Stretch {
  of: StretchOf;
  offset: number;
  length: number;
}

/** A run of samples of one track: a chunk in the merged index. */
export interface Run extends Stretch {
  of: 'sound' | number;
  samples: number;
}

/** S3 makes an object of parts of so many bytes at least, the last one excepted. */
export const MIN_PART_BYTES = 5 * 1024 * 1024;

/**
 * Between pictures and sound as many bytes of the pictures as make up a part go through whoever merges; together no more
 * than this share of the film, so that a film of an hour has some twenty such places.
 */
const THROUGH_SHARE = 0.05;

/** The order of the merged file: from time to time the sound of what follows, and then the pictures. */
export function interleave(pieces: Staged[], sound: Staged | null): Run[] {
  const pictures = pieces.map(
    ({ payload, samples }, of): Run => ({ of, ...payload, samples: samples.count }),
  );
  if (sound === null) return pictures;
  const places = soundPlaces(pieces.map(({ payload }) => payload.length));
  const ends = pieceEnds(pieces);
  const runs: Run[] = [];
  let next = 0;
  for (const [index, picture] of pictures.entries()) {
    const at = places.indexOf(index);
    if (at >= 0) {
      const until =
        at + 1 < places.length ? soundAt(sound, ends[(places[at + 1] ?? 0) - 1] ?? 0) : sound.samples.count;
      if (until > next) runs.push(soundRun(sound, next, until));
      next = Math.max(next, until);
    }
    runs.push(picture);
  }
  return runs;
}

/** Ahead of which pieces there is sound; the first one always. Where pieces are too small to be copied, each. */
function soundPlaces(bytes: number[]): number[] {
  const total = bytes.reduce((sum, one) => sum + one, 0);
  const usual = total / bytes.length;
  if (usual < MIN_PART_BYTES) return bytes.map((_, index) => index);
  // What is left of a piece must be enough for a part of its own, or goes along.
  const through = usual < 2 * MIN_PART_BYTES ? usual : MIN_PART_BYTES;
  const places = Math.max(1, Math.min(bytes.length, Math.floor((total * THROUGH_SHARE) / through)));
  return Array.from({ length: places }, (_, place) => Math.floor((place * bytes.length) / places));
}

/** When each piece ends in the merged film, seconds. */
function pieceEnds(pieces: Staged[]): number[] {
  let end = 0;
  return pieces.map(({ samples, track }) => {
    end += (samples.decoded[samples.count] ?? 0) / track.timescale;
    return end;
  });
}

/** The first sample of sound that is not heard before so many seconds. */
function soundAt({ samples, track }: Staged, seconds: number): number {
  const at = samples.decoded.findIndex(ticks => ticks / track.timescale >= seconds);
  return at === -1 ? samples.count : Math.min(at, samples.count);
}

function soundRun({ samples }: Staged, from: number, to: number): Run {
  const offset = samples.at[from] ?? 0;
  const end = (samples.at[to - 1] ?? 0) + (samples.bytes[to - 1] ?? 0);
  return { of: 'sound', offset, length: end - offset, samples: to - from };
}
