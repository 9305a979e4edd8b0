import type { Timeline } from '../../measure/measureSource.ts';
import type { ClipPart } from '../clipPart.ts';
import type { Fetched } from '../fetched.ts';

/** ffmpeg finds the key frame that is asked for by an index. */
const INDEXED = new Set(['mp4', 'mov', 'mkv', 'webm', 'flv', 'avi']);

/** Below this decoding from the start is as soon done, seconds. */
const MIN_SECONDS = 5;

/** So much ahead of a part sound is decoded, too: what a decoder needs before its output is right; seconds. */
const AHEAD_SECONDS = 0.5;

/** Without an index ffmpeg finds what is near a time: this long ahead of a key frame it finds the key frame, too; seconds. */
const NEAR_SECONDS = 1;

/** Where ffmpeg begins to read a file so that it decodes from a key frame on; nothing where it is the file's start. */
export function seekToKey(
  key: number,
  { probe: { container } }: Pick<Fetched, 'probe'>,
): { seekSeconds?: number } {
  const seekSeconds = INDEXED.has(container) ? key : key - NEAR_SECONDS;
  return key < MIN_SECONDS ? {} : { seekSeconds };
}

/** Where ffmpeg begins to read a file of which a part is wanted that begins late; nothing where it is the file's start. */
export function seekTo(
  { fromSeconds }: Pick<ClipPart, 'fromSeconds'>,
  { probe: { container } }: Pick<Fetched, 'probe'>,
  offsetSeconds: number,
  { keys, pictures }: Pick<Timeline, 'keys' | 'pictures'>,
): { seekSeconds?: number } {
  const [start = 0] = pictures.times;
  const from = fromSeconds - offsetSeconds - AHEAD_SECONDS;
  if (!INDEXED.has(container) || from < start + MIN_SECONDS) return {};
  const key = keys.findLast(time => time <= from);
  return key === undefined || key < start + MIN_SECONDS ? {} : { seekSeconds: key };
}
