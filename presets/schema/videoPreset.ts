import { z } from 'zod';

/** H.264 profiles the ladder uses; both engines know them under these names. */
const H264_PROFILES = ['baseline', 'main', 'high'] as const;

/** H.264 levels, ITU-T H.264 Annex A table A-1. */
const H264_LEVELS = ['3.0', '3.1', '3.2', '4.0', '4.1', '4.2', '5.0', '5.1', '5.2'] as const;

/** x264's encoder speeds, fastest first (`x264 --fullhelp`). */
const ENCODER_SPEEDS = [
  'ultrafast',
  'superfast',
  'veryfast',
  'faster',
  'fast',
  'medium',
  'slow',
  'slower',
  'veryslow',
] as const;

const audioSchema = z.strictObject({
  codec: z.literal('aac').describe('AAC-LC.'),
  bitrateKbps: z.int().min(32).max(512).describe('kbit/s for all channels together.'),
  channels: z
    .int()
    .min(1)
    .max(2)
    .describe('What the source has more of is mixed down; mono is played on both sides.'),
  sampleRateHz: z.literal([44_100, 48_000]).describe('Hz; sound is resampled to it.'),
});

/**
 * The least likeness of an output to its source, put through the same filters: the mean over all frames. An output
 * below it is not published.
 */
const qualitySchema = z.discriminatedUnion('metric', [
  z.strictObject({
    metric: z
      .literal('ssim')
      .describe("Structural similarity, ffmpeg's `ssim` over all planes (Wang et al. 2004): 1 is the same."),
    floor: z
      .number()
      .min(0)
      .max(1)
      .describe('The least mean over all frames; below it the output is not published.'),
  }),
  z.strictObject({
    metric: z
      .literal('vmaf')
      .describe("Netflix's VMAF, its default model: 100 is the same. Needs an ffmpeg with libvmaf."),
    floor: z
      .number()
      .min(0)
      .max(100)
      .describe('The least mean over all frames; below it the output is not published.'),
  }),
]);

/** One video. */
export const videoPresetSchema = z.strictObject({
  kind: z.literal('video').describe('One video.'),
  container: z.literal('mp4').describe('MP4 with its index at the front.'),
  height: z
    .int()
    .min(144)
    .max(2160)
    .multipleOf(2)
    .describe(
      'Lines of the rung, counted on the short side, so that portrait stays portrait. Even: 4:2:0 needs it.',
    ),
  codec: z.literal('h264').describe('8-bit 4:2:0, limited range, BT.709.'),
  profile: z.enum(H264_PROFILES).describe("H.264's profile."),
  level: z.enum(H264_LEVELS).describe("H.264's level; size and rate stay within it."),
  encoderSpeed: z.enum(ENCODER_SPEEDS).describe("x264's preset; slower ones make smaller files."),
  crf: z.int().min(0).max(51).describe("Constant rate factor, x264's scale: 0 is lossless, 51 is worst."),
  maxrateKbps: z.int().min(100).max(100_000).describe('Peak bit rate over the buffer, kbit/s.'),
  bufsizeKbps: z.int().min(100).max(200_000).describe('Rate-control (VBV) buffer, kbit.'),
  gopSeconds: z
    .number()
    .min(0.5)
    .max(10)
    .describe('Distance between IDR frames, seconds; packagers cut here.'),
  maxFps: z
    .number()
    .min(1)
    .max(120)
    .describe('A faster source is brought down to this; a slower one is kept.'),
  audio: audioSchema.describe('Of sources that have sound.'),
  quality: qualitySchema.optional().describe('Checked beside the encode, so that MediaConvert is not used.'),
});

export type VideoPreset = z.infer<typeof videoPresetSchema>;
