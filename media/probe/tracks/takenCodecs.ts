import { WorkError } from '../../../failures/workError.ts';
import { isKnownEntry } from '../../containers/sampleEntries.ts';
import { type MediaInfoTrack, textField } from '../trackField.ts';
import type { VideoTrack } from './videoTrack.ts';

/** Whether decoders.ts has a decoder for it; of `unknown` ones ffmpeg itself is the judge. */
export type Decodability = 'yes' | 'no' | 'unknown';

/** Video that decoders.ts leaves out and the probe can name (codecName.ts), so that it costs no download to refuse. */
export const UNTAKEN_VIDEO: ReadonlySet<string> = new Set([
  ...['snow', 'v_snow', 'jpeg 2000', 'mjls', 'dirac', 'vvc', 'evc', 'apv', 'asus 1', 'asus 2', 'amvf'],
  ...['microsoft video 1', 'road pizza', 'm-gif', 'hap', 'r10k', 'v308', 'v408', 'v410'],
]);

/** The same of sound. */
export const UNTAKEN_AUDIO: ReadonlySet<string> = new Set([
  ...['apac', 'ac-4', 'mpeg-h 3d audio', 'iamf', 'usac', 'xhe-aac', 'dolby e', 'dts-uhd'],
  ...['adpcm_yamaha', 'adpcm_g726', 'g723_1', 'tta', 'wavpack', 'sonic', 'vselp', 'evrc', 'qcelp', 'smv'],
]);

/** What decoders.ts has a decoder for, by the probe's names. */
export const TAKEN_VIDEO: ReadonlySet<string> = new Set([
  ...['h264', 'hevc', 'av1', 'vp8', 'vp9', 'mpeg1video', 'mpeg2video', 'mpeg4', 'h263', 'flv1', 'vc1'],
  ...['wmv1', 'wmv2', 'prores', 'mjpeg', 'dvvideo', 'dnxhd', 'ffv1', 'theora', 'rawvideo', 'png', 'cineform'],
  ...['huffyuv', 'utvideo', 'cinepak', 'vp6', 'v210'],
]);
export const TAKEN_AUDIO: ReadonlySet<string> = new Set([
  ...['aac', 'ac3', 'eac3', 'mp3', 'mp2', 'opus', 'vorbis', 'pcm', 'flac', 'alac', 'wma', 'amr', 'dts'],
  ...['speex', 'nellymoser', 'mlp', 'mlp fba', 'adpcm'],
]);

/** Of a codec by the probe's name; `mediaInfo` is the track that it comes from, `entry` an MP4's sample entry. */
export function decodability(
  kind: 'video' | 'audio',
  codec: string,
  mediaInfo: MediaInfoTrack,
  entry: string | null,
): Decodability {
  const untaken = kind === 'video' ? UNTAKEN_VIDEO : UNTAKEN_AUDIO;
  const taken = kind === 'video' ? TAKEN_VIDEO : TAKEN_AUDIO;
  const isKnown = entry === null || isKnownEntry(kind, entry);
  if (untaken.has(codec) || (entry !== null && untaken.has(entry.toLowerCase()))) return 'no';
  if (taken.has(codec) && isKnown) return 'yes';
  if (kind === 'video' || (entry !== null && isKnown)) return 'unknown';
  // MediaInfo, which knows far more codecs than are decoded here, has nothing but the file's own tag for it.
  const isNameless = codec === textField(mediaInfo, 'CodecID')?.toLowerCase();
  return entry !== null || isNameless ? 'no' : 'unknown';
}

/**
 * Whether ffmpeg will be let decode the pictures, as far as the probe can tell. Sound that it will not is left out.
 * @throws {WorkError} input/codec, as from ffmpeg itself (ffmpegFailure.ts).
 */
export function checkCodec({ codec }: VideoTrack): void {
  if (!UNTAKEN_VIDEO.has(codec)) return;
  throw new WorkError('codec', {
    message: 'The video is in a codec that is not taken; upload H.264 and AAC, for example.',
    detail: `codec ${codec}`,
  });
}
