import { bytesAt } from './box.ts';
import type { MovieTrack } from './readMovie.ts';
import type { Samples } from './samples.ts';
import { UnfitIndex } from './unfitIndex.ts';

/** Behind a configuration's type and its version (ISO 14496-15, 5.3.3.1); and the profile's number in H.264, annex A. */
const PROFILE_AT = 5;
const HIGH_444 = 244;

/** ffmpeg's names of codecs in which every picture stands for itself; of others somebody forgot to tell key frames. */
const ALL_KEYS = new Set([
  'prores',
  'mjpeg',
  'mjpegb',
  'dnxhd',
  'dvvideo',
  'rawvideo',
  'png',
  'v210',
  'ffv1',
  'cfhd',
]);

/**
 * Looks whether decoding can begin at the key frames that a track of pictures tells; `codec` is ffmpeg's name.
 * @throws {UnfitIndex} where it cannot, or that is uncertain.
 */
export function checkKeys({ tables }: MovieTrack, { keys, count, later }: Samples, codec: string): void {
  checkDescription(bytesAt(tables, 'stsd'));
  if (keys?.length === 0) throw new UnfitIndex('Its index has no key frame to begin at.');
  const isEach = keys === null || keys.length === count;
  if (!isEach || count === 1 || ALL_KEYS.has(codec)) return;
  // A film of key frames alone has nothing to reorder.
  if (keys === null || later.some(ticks => ticks !== later[0])) {
    throw new UnfitIndex('Its index does not tell which pictures are key frames.');
  }
}

/**
 * Of H.264 in 4:4:4 ffmpeg makes good for errors of older encoders, and knows these by words in the very first frame
 * (h264_sei.c: x264_build), which what is cut out later does not have.
 */
function checkDescription(stsd: Buffer): void {
  const configuration = stsd.indexOf('avcC', 0, 'latin1');
  if (configuration < 0 || stsd[configuration + PROFILE_AT] !== HIGH_444) return;
  throw new UnfitIndex('Its H.264 is of the profile High 4:4:4, which has to be decoded from its start.');
}
