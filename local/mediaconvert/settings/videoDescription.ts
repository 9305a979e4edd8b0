import { z } from 'zod';
import { h264SettingsSchema } from './h264Settings.ts';
import { ignored } from './ignored.ts';

/** Pixels; the service takes even numbers only and says so in these words. */
const pixels = z.int().min(32).max(8_192).multipleOf(2);

const deinterlacerSchema = z.strictObject({
  // INVERSE_TELECINE is not here: it changes the frame rate in a way that no local filter repeats.
  mode: z.enum(['DEINTERLACE', 'ADAPTIVE']).optional(),
  control: z.enum(['NORMAL', 'FORCE_ALL_FRAMES']).optional(),
  algorithm: ignored,
});

const colorCorrectorSchema = z.strictObject({
  colorSpaceConversion: z.enum(['NONE', 'FORCE_709']).optional(),
  sampleRangeConversion: z.enum(['NONE', 'LIMITED_RANGE_SQUEEZE']).optional(),
  brightness: z.literal(50).optional(),
  contrast: z.literal(50).optional(),
  saturation: z.literal(50).optional(),
  hue: z.literal(0).optional(),
  hdrToSdrToneMapper: ignored,
});

export const videoDescriptionSchema = z.strictObject({
  width: pixels.optional(),
  height: pixels.optional(),
  scalingBehavior: z.enum(['DEFAULT', 'STRETCH_TO_OUTPUT']).optional(),
  codecSettings: z.strictObject({ codec: z.literal('H_264'), h264Settings: h264SettingsSchema }),
  videoPreprocessors: z
    .strictObject({
      deinterlacer: deinterlacerSchema.optional(),
      colorCorrector: colorCorrectorSchema.optional(),
    })
    .optional(),
  afdSignaling: z.literal('NONE').optional(),
  respondToAfd: z.literal('NONE').optional(),
  timecodeInsertion: z.literal('DISABLED').optional(),
  timecodeTrack: z.literal('DISABLED').optional(),
  // The service ignores it too: the filter is always on.
  antiAlias: ignored,
  colorMetadata: ignored,
  dropFrameTimecode: ignored,
  sharpness: ignored,
});

export type VideoDescription = z.infer<typeof videoDescriptionSchema>;
