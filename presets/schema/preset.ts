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
  codec: z.literal('aac'),
  /** kbit/s for all channels together. */
  bitrateKbps: z.int().min(32).max(512),
  channels: z.int().min(1).max(2),
  sampleRateHz: z.literal([44_100, 48_000]),
});

/**
 * The least likeness of an output to its source, put through the same filters: the mean over all frames. An output
 * below it is not published.
 */
const qualitySchema = z.discriminatedUnion('metric', [
  z.strictObject({
    /** Structural similarity, ffmpeg's `ssim` over all planes (Wang et al. 2004): 1 is the same. */
    metric: z.literal('ssim'),
    floor: z.number().min(0).max(1),
  }),
  z.strictObject({
    /** Netflix's VMAF, its default model: 100 is the same. Needs an ffmpeg with libvmaf. */
    metric: z.literal('vmaf'),
    floor: z.number().min(0).max(100),
  }),
]);

const videoPresetSchema = z.strictObject({
  kind: z.literal('video'),
  container: z.literal('mp4'),
  /** Lines of the rung, counted on the short side, so that portrait stays portrait. Even: 4:2:0 needs it. */
  height: z.int().min(144).max(2160).multipleOf(2),
  codec: z.literal('h264'),
  profile: z.enum(H264_PROFILES),
  level: z.enum(H264_LEVELS),
  encoderSpeed: z.enum(ENCODER_SPEEDS),
  /** Constant rate factor, x264's scale: 0 is lossless, 51 is worst. */
  crf: z.int().min(0).max(51),
  /** Peak bit rate over the buffer, kbit/s. */
  maxrateKbps: z.int().min(100).max(100_000),
  /** Rate-control (VBV) buffer, kbit. */
  bufsizeKbps: z.int().min(100).max(200_000),
  /** Distance between IDR frames, seconds; packagers cut here. */
  gopSeconds: z.number().min(0.5).max(10),
  /** A faster source is brought down to this; a slower one is kept. */
  maxFps: z.number().min(1).max(120),
  audio: audioSchema,
  /** Checked beside the encode, so that MediaConvert is not used. */
  quality: qualitySchema.optional(),
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
    columns: z.int().min(1).max(20),
    /** Of one tile, pixels. */
    width: z.int().min(32).max(320).multipleOf(2),
    /** Distance between two tiles. */
    everySeconds: z.number().min(0.5).max(600).optional(),
    /** Or so many tiles, whatever the length. */
    count: z.int().min(1).max(100).optional(),
  })
  .refine(sprite => (sprite.everySeconds === undefined) !== (sprite.count === undefined), {
    error: 'Invalid sprite: expected either everySeconds or count',
  });

const imagePresetSchema = z.strictObject({
  kind: z.literal('image'),
  format: z.enum(['jpeg', 'webp']),
  /** 1 is worst, 100 is best. */
  quality: z.int().min(1).max(100),
  /** Each image is made in all of these, pixels across as seen; never wider than the source. */
  widths: z.array(z.int().min(32).max(3840).multipleOf(2)).min(1).max(6),
  at: z.array(timeSchema).min(1).max(20),
  /** One more image, `poster`, in the largest width: at a time of its own, or (`true`) at the first of `at`. */
  poster: z.union([z.boolean(), timeSchema], {
    error: 'Invalid poster: expected true, false, { percent: 0 to 100 } or { seconds: 0 or more }',
  }),
  sprite: spriteSchema.optional(),
});

/** What to make of a source. A closed union by `kind`. */
export const presetSchema = z.discriminatedUnion('kind', [videoPresetSchema, imagePresetSchema]);

export type VideoPreset = z.infer<typeof videoPresetSchema>;
export type ImagePreset = z.infer<typeof imagePresetSchema>;
export type ImageTime = z.infer<typeof timeSchema>;
export type Preset = z.infer<typeof presetSchema>;
