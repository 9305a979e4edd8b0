import type { ReadRange } from '../../containers/bytes/boundedReader.ts';
import type { Excerpt } from '../../excerpts/excerpt.ts';
import { bytesAt } from '../../movie/box.ts';
import type { MovieTrack } from '../../movie/readMovie.ts';
import { UnfitIndex } from '../../movie/unfitIndex.ts';
import type { Probe } from '../../probe/probe.ts';
import { type ClipPart, type ClipSource, sourceAt } from '../clipPart.ts';
import { partMovie } from '../fetch/movie/partMovie.ts';
import { CopyObstacle } from './copyObstacle.ts';
import { type CopyPart, copyPart, shownAt } from './copyPart.ts';
import { joinPictures } from './joinPictures.ts';
import { joinSounds } from './joinSounds.ts';
import { isQuickTimes, sameDescription } from './sameDescription.ts';

/** A clip whose pictures and sound are its sources' own: all that is needed to write it. */
export interface CopyPlan {
  excerpt: Excerpt;
  /** Of all parts, one behind the other. */
  readRange: ReadRange;
  probe: Probe;
  frames: number;
  seconds: number;
  /** The number of each part's first frame but the first part's. */
  joins: number[];
  /** Pictures ahead of the first that was asked for: an edit list hides them, where a player honours it. Seconds. */
  leadInSeconds: number;
}

/** Codecs that players take in an MP4, by ffmpeg's names. */
const PICTURES = new Set(['h264', 'hevc']);
const SOUNDS = new Set(['aac']);

/** Sources are as far apart as nothing is that is read at once (writeExcerpt.ts). */
const APART_BYTES = 16 * 1024 * 1024;

/** What an MP4 for players begins with. */
const BRAND = Buffer.from('0000001c6674797069736f6d0000020069736f6d69736f326d703431', 'hex');

/**
 * Finds the whole groups of pictures that a clip is made of, and lays them out as one MP4; of the sources no more is read than
 * their indexes.
 * @throws {CopyObstacle} where they cannot be joined as they are; what `readRange` throws.
 */
export async function prepareCopy(sources: ClipSource[], parts: ClipPart[]): Promise<CopyPlan> {
  const used = parts.map(({ source }) => sourceAt(sources, source));
  const obstacle = copyObstacle(used.map(({ probe }) => probe));
  if (obstacle !== null) throw new CopyObstacle(obstacle);
  const opened = await openAll(used, parts);
  checkAlike(opened);
  const places = placesOf(used);
  const placeOf = (part: CopyPart) => places[opened.indexOf(part)] ?? 0;
  const pictures = joinPictures(opened, placeOf);
  const { timescale } = pictures.track;
  const seconds = pictures.shownTicks / timescale;
  const sound = joinSounds(opened, seconds, placeOf);
  const [first] = opened as [CopyPart];
  const taken = [pictures, ...(sound ? [sound] : [])];
  return {
    excerpt: partMovie({ ...first.opened.movie, brand: BRAND }, taken, 0),
    readRange: joinedRange(used, places),
    probe: (used[0] as ClipSource).probe,
    ...{ frames: pictures.runs.length, seconds, joins: pictures.joins },
    leadInSeconds: (first.firstShown - shownAt(first, first.from)) / timescale,
  };
}

/** Why sources cannot be joined as they are, by what is known of them without their indexes: one sentence; null where nothing is. */
export function copyObstacle(probes: Probe[]): string | null {
  const [first] = probes;
  if (!first) return 'There is no part.';
  const { video, audio } = first;
  for (const probe of probes) {
    if (probe.container !== 'mp4' && probe.container !== 'mov')
      return `A ${probe.container} file has no index of its pictures.`;
    if (!PICTURES.has(probe.video.codec)) return `Players do not take ${probe.video.codec} in an MP4.`;
    if (probe.audio && !SOUNDS.has(probe.audio.codec))
      return `Players do not take ${probe.audio.codec} sound in an MP4.`;
    if (probe.audio?.right) return 'Its sound lies in two tracks, left and right.';
    if (probe.video.codec !== video.codec)
      return `The parts are of ${video.codec} and of ${probe.video.codec}.`;
    if (probe.video.width !== video.width || probe.video.height !== video.height)
      return `The parts are of ${video.width}x${video.height} and of ${probe.video.width}x${probe.video.height}.`;
    if (probe.video.rotation !== video.rotation || probe.video.mirrored !== video.mirrored)
      return 'The parts are turned in different ways.';
    if ((probe.audio === null) !== (audio === null)) return 'Not all parts have sound.';
  }
  return null;
}

async function openAll(used: ClipSource[], parts: ClipPart[]): Promise<CopyPart[]> {
  try {
    return await Promise.all(
      parts.map((part, at) =>
        copyPart(used[at] as ClipSource, part, {
          ...{ number: at + 1, isFirst: at === 0, isLast: at + 1 === parts.length },
        }),
      ),
    );
  } catch (error) {
    throw error instanceof UnfitIndex ? new CopyObstacle(error.message, { cause: error }) : error;
  }
}

/** @throws {CopyObstacle} where one decoder does not go through all of them. */
function checkAlike(parts: CopyPart[]): void {
  const [first] = parts;
  const isLike = (one: MovieTrack | undefined, other: MovieTrack | undefined, kind: 'vide' | 'soun') =>
    one === other ||
    (one?.timescale === other?.timescale && sameDescription(descriptionOf(one), descriptionOf(other), kind));
  for (const { opened } of parts) {
    const [sound] = opened.sounds;
    if (sound && isQuickTimes(descriptionOf(sound.track)))
      throw new CopyObstacle("Its sound is described in QuickTime's way, which an MP4 does not know.");
    if (!isLike(first?.opened.picture.track, opened.picture.track, 'vide'))
      throw new CopyObstacle('The pictures of the parts are not encoded alike.');
    if (!isLike(first?.opened.sounds[0]?.track, opened.sounds[0]?.track, 'soun'))
      throw new CopyObstacle('The sound of the parts is not encoded alike.');
  }
}

function descriptionOf(track: MovieTrack | undefined): Buffer {
  return bytesAt(track?.tables ?? [], 'stsd');
}

/** Where each part's source begins among all that is read: a source of several parts comes several times. */
function placesOf(used: ClipSource[]): number[] {
  let at = 0;
  return used.map(({ sizeBytes }) => {
    at += sizeBytes + APART_BYTES;
    return at - sizeBytes - APART_BYTES;
  });
}

function joinedRange(used: ClipSource[], places: number[]): ReadRange {
  return async (offset, length) => {
    const part = places.findLastIndex(place => place <= offset);
    const source = used[part] as ClipSource;
    const at = offset - (places[part] ?? 0);
    return await source.readRange(at, Math.min(length, source.sizeBytes - at));
  };
}
