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

const videoPresetSchema = z.strictObject({
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

/** A place in the source: a share of its length, or seconds from its start. */
const timeSchema = z.union(
  [
    z.strictObject({ percent: z.number().min(0).max(100) }),
    z.strictObject({ seconds: z.number().min(0).max(86_400) }),
  ],
  { error: 'Invalid time: expected { percent: 0 to 100 } or { seconds: 0 or more }' },
);

/** One large image of many small ones, with a WebVTT map, for scrubbing. */
const spriteSchema = z
  .strictObject({
    columns: z.int().min(1).max(20).describe('Tiles across.'),
    width: z.int().min(32).max(320).multipleOf(2).describe('Of one tile, pixels.'),
    everySeconds: z.number().min(0.5).max(600).optional().describe('Distance between two tiles.'),
    count: z.int().min(1).max(100).optional().describe('Or so many tiles, whatever the length.'),
  })
  .refine(sprite => (sprite.everySeconds === undefined) !== (sprite.count === undefined), {
    error: 'Invalid sprite: expected either everySeconds or count',
  });

const imagePresetSchema = z.strictObject({
  kind: z.literal('image').describe('Stills, and what goes with them.'),
  format: z.enum(['jpeg', 'webp']).describe('Of all its images.'),
  quality: z.int().min(1).max(100).describe('1 is worst, 100 is best.'),
  widths: z
    .array(z.int().min(32).max(3840).multipleOf(2))
    .min(1)
    .max(6)
    .describe('Each image is made in all of these, pixels across as seen; never wider than the source.'),
  at: z
    .array(timeSchema)
    .min(1)
    .max(20)
    .describe(
      'The moments: `{ percent: 0 to 100 }` of the length, or `{ seconds: 0 or more }` from the start.',
    ),
  poster: z
    .union([z.boolean(), timeSchema], {
      error: 'Invalid poster: expected true, false, { percent: 0 to 100 } or { seconds: 0 or more }',
    })
    .describe(
      'One more image, `poster`, in the largest width: at a time of its own, or (`true`) at the first of `at`.',
    ),
  sprite: spriteSchema
    .optional()
    .describe('One large image of many small ones, with a WebVTT map, for scrubbing.'),
});

/** What to make of a source. A closed union by `kind`. */
export const presetSchema = z.discriminatedUnion('kind', [videoPresetSchema, imagePresetSchema]);

export type VideoPreset = z.infer<typeof videoPresetSchema>;
export type ImagePreset = z.infer<typeof imagePresetSchema>;
export type ImageTime = z.infer<typeof timeSchema>;
export type Preset = z.infer<typeof presetSchema>;
