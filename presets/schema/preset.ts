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
});

/** What to make of a source. A closed union by `kind`. */
export const presetSchema = z.discriminatedUnion('kind', [videoPresetSchema]);

export type VideoPreset = z.infer<typeof videoPresetSchema>;
export type Preset = z.infer<typeof presetSchema>;
