import type { MovieTrack } from '../../movie/readMovie.ts';
import type { Samples } from '../../movie/samples.ts';
import type { Staged } from './readStaged.ts';

/** What of a staged file its place in the merged one depends on. */
export interface Placed extends Pick<Staged, 'sizeBytes' | 'payload'> {
  samples: Pick<Samples, 'count' | 'decoded' | 'at' | 'bytes'>;
  track: Pick<MovieTrack, 'timescale'>;
}

/** A piece of sound, by its number. */
export interface SoundOf {
  sound: number;
}

/** What a stretch of the merged file is taken from: its own head, a piece of the sound, or one of the pictures by its number. */
export type StretchOf = 'head' | SoundOf | number;

/** The staged file of a stretch. */
export function stagedOf<T>(
  of: Exclude<StretchOf, 'head'>,
  { pieces, sounds }: { pieces: T[]; sounds: T[] },
): T | undefined {
  return typeof of === 'number' ? pieces[of] : sounds[of.sound];
}

/** Bytes of one staged file, or of the head, that stand in the merged file as they are. */
export interface Stretch {
  of: StretchOf;
  offset: number;
  length: number;
}

/** A run of samples of one track: a chunk in the merged index. */
export interface Run extends Stretch {
  of: SoundOf | number;
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
export function interleave(pieces: Placed[], sounds: Placed[]): Run[] {
  const pictures = pieces.map(
    ({ payload, samples }, of): Run => ({ of, ...payload, samples: samples.count }),
  );
  if (sounds.length === 0) return pictures;
  const places = soundPlaces(pieces.map(({ payload }) => payload.length));
  const ends = pieceEnds(pieces);
  const starts = pieceEnds(sounds).map((_, index, all) => (index === 0 ? 0 : (all[index - 1] ?? 0)));
  let taken = 0;
  return pictures.flatMap((picture, index) => {
    const place = places.indexOf(index);
    if (place < 0) return [picture];
    const isLast = place + 1 === places.length;
    const until = isLast ? Number.POSITIVE_INFINITY : (ends[(places[place + 1] ?? 0) - 1] ?? 0);
    const runs = sounds.map((sound, number) => {
      const start = starts[number] ?? 0;
      return soundRun(sound, number, soundAt(sound, taken - start), soundAt(sound, until - start));
    });
    taken = until;
    return [...runs.filter(({ samples }) => samples > 0), picture];
  });
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

/** When each piece ends, one behind the other, seconds. */
function pieceEnds(pieces: Placed[]): number[] {
  let end = 0;
  return pieces.map(({ samples, track }) => {
    end += (samples.decoded[samples.count] ?? 0) / track.timescale;
    return end;
  });
}

/** The first sample of a piece of sound that is not heard before so many seconds of it. */
function soundAt({ samples, track }: Placed, seconds: number): number {
  if (seconds <= 0) return 0;
  const at = samples.decoded.findIndex(ticks => ticks / track.timescale >= seconds);
  return at === -1 ? samples.count : Math.min(at, samples.count);
}

function soundRun({ samples }: Placed, number: number, from: number, to: number): Run {
  const offset = samples.at[from] ?? 0;
  const end = (samples.at[to - 1] ?? 0) + (samples.bytes[to - 1] ?? 0);
  return { of: { sound: number }, offset, length: end - offset, samples: Math.max(0, to - from) };
}
