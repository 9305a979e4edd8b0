import { z } from 'zod';
import { clipPresetSchema } from './clipPreset.ts';
import { imagePresetSchema } from './imagePreset.ts';
import { videoPresetSchema } from './videoPreset.ts';

export type { ClipPreset } from './clipPreset.ts';
export type { ImagePreset, ImageTime } from './imagePreset.ts';
export type { VideoPreset } from './videoPreset.ts';

/** What to make, as a file says it. A closed union by `kind`. */
export const presetFileSchema = z.discriminatedUnion('kind', [
  videoPresetSchema,
  imagePresetSchema,
  clipPresetSchema.extend({
    video: z
      .union([z.string(), videoPresetSchema])
      .describe('Picture and sound: the name of a video preset, or the fields of one.'),
  }),
]);

/** The same, all settings in it: what a function is told. */
export const presetSchema = z.discriminatedUnion('kind', [
  videoPresetSchema,
  imagePresetSchema,
  clipPresetSchema,
]);

export type PresetFile = z.infer<typeof presetFileSchema>;
export type Preset = z.infer<typeof presetSchema>;
