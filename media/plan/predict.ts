import type { VideoPreset } from '../../presets/schema/preset.ts';
import type { Plan } from './plan.ts';

/** Core-seconds to decode one source pixel: 0.25 for a second of 1080p30 (measured, ffmpeg 5.1.9, 8 Mb/s H.264). */
const DECODE_PER_PIXEL = 0.25 / (1920 * 1080 * 30);

/** Core-seconds to scale and encode one output pixel with `veryfast`: 1.2 less decoding for a second of 1080p30. */
const ENCODE_PER_PIXEL = 0.95 / (1920 * 1080 * 30);

/** Cost of an encoder speed against `veryfast`; medium is measured, the others are x264's usual ratios. */
const SPEED_FACTOR: Record<VideoPreset['encoderSpeed'], number> = {
  ultrafast: 0.45,
  superfast: 0.7,
  veryfast: 1,
  faster: 1.6,
  fast: 2.1,
  medium: 2.5,
  slow: 4,
  slower: 8,
  veryslow: 14,
};

/** Cost of decoding against H.264, on CPU. */
const DECODE_FACTOR: Record<string, number> = { hevc: 1.8, av1: 1.5, vp9: 1.3, prores: 2, mpeg4: 0.6 };

/** Float planes through a tone curve, against encoding the same pixel with `veryfast`. */
const TONE_MAP_FACTOR = 1.5;
const DEINTERLACE_FACTOR = 0.3;

/** Core-seconds for a frame of no size at all, decoded or encoded (measured on 64x64). */
const PER_FRAME = 0.000_03;

/** Core-seconds to decode, resample and encode a second of stereo (measured, AAC to AAC). */
const PER_AUDIO_SECOND = 0.015;

/**
 * Scaling and comparing a pixel, against encoding it with `veryfast`: SSIM a tenth, and as much again for scaling the
 * source once more, with room; VMAF 3.6 times, with room (both measured on 1080p).
 */
const COMPARE_FACTOR: Record<NonNullable<VideoPreset['quality']>['metric'], number> = {
  ssim: 0.3,
  vmaf: 4,
};

/** Starting ffmpeg and writing the index, seconds. */
const START_SECONDS = 0.2;

/** Predicted wall seconds of the encode on `vcpus` cores, and the most bytes it can write. */
export function predictEncode(plan: Plan, vcpus: number): { seconds: number; outputBytes: number } {
  const { video, audio, source } = plan;
  const outputPixels = video.width * video.height * plan.frames;
  const decode = predictDecode(source);
  const perPixel =
    SPEED_FACTOR[video.encoderSpeed] +
    (video.toneMap ? TONE_MAP_FACTOR : 0) +
    (video.deinterlace ? DEINTERLACE_FACTOR : 0);
  const encode = outputPixels * ENCODE_PER_PIXEL * perPixel + plan.frames * PER_FRAME;
  const sound = audio ? plan.durationSeconds * PER_AUDIO_SECOND : 0;
  const kbps = video.maxrateKbps + (audio?.bitrateKbps ?? 0);
  return {
    seconds: START_SECONDS + (decode + encode + sound + predictComparison(plan)) / vcpus,
    // The rate cap bounds the size; the buffer may be spent once on top, and the index needs some room.
    outputBytes: Math.ceil((kbps * plan.durationSeconds + video.bufsizeKbps) * 125 * 1.02),
  };
}

/** Predicted core-seconds to hold the output against its source: both are decoded, and the source filtered, again. */
function predictComparison({ quality, video, source, frames }: Plan): number {
  if (!quality) return 0;
  const pixels = video.width * video.height * frames;
  const filters = (video.toneMap ? TONE_MAP_FACTOR : 0) + (video.deinterlace ? DEINTERLACE_FACTOR : 0);
  const compared = pixels * ENCODE_PER_PIXEL * (COMPARE_FACTOR[quality.metric] + filters);
  return predictDecode(source) + predictDecode({ ...video, frames }) + compared + START_SECONDS;
}

/** Predicted core-seconds to decode so many frames of that size. */
export function predictDecode(source: {
  width: number;
  height: number;
  frames: number;
  codec: string;
}): number {
  const pixels = source.width * source.height * source.frames;
  return pixels * DECODE_PER_PIXEL * (DECODE_FACTOR[source.codec] ?? 1) + source.frames * PER_FRAME;
}
