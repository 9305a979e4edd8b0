import type { AudioTrack } from './audioTrack.ts';
import { MediaError } from './mediaError.ts';
import type { VideoTrack } from './videoTrack.ts';

/**
 * Video that decoders.ts leaves out and the probe can name (codecName.ts), so that it costs no download to refuse.
 * Names in neither list go on to ffmpeg, which decides.
 */
export const UNTAKEN_VIDEO: ReadonlySet<string> = new Set([
  ...['snow', 'v_snow', 'jpeg 2000', 'mjls', 'dirac', 'vvc', 'asus 1', 'asus 2', 'amvf'],
  ...['microsoft video 1', 'road pizza', 'm-gif', 'hap', 'r10k', 'v308', 'v408', 'v410'],
]);

/** The same of sound. */
export const UNTAKEN_AUDIO: ReadonlySet<string> = new Set([
  ...['adpcm_yamaha', 'adpcm_g726', 'g723_1', 'tta', 'wavpack', 'sonic', 'vselp'],
]);

/**
 * Whether ffmpeg will be let decode what is to be converted, as far as the probe can tell.
 * @throws {MediaError} input/codec, as from ffmpeg itself (ffmpegFailure.ts).
 */
export function checkCodecs(video: VideoTrack, audio: AudioTrack | null): void {
  const untakenAudio = audio && UNTAKEN_AUDIO.has(audio.codec) ? audio.codec : null;
  const untaken = UNTAKEN_VIDEO.has(video.codec) ? video.codec : untakenAudio;
  if (untaken === null) return;
  throw new MediaError({
    failureClass: 'input',
    code: 'codec',
    message: 'The video or its sound is in a codec that is not taken; upload H.264 and AAC, for example.',
    detail: `codec ${untaken}`,
  });
}
