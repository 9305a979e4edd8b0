import type { ImagePreset } from '../../presets/schema/preset.ts';

/** One small still: the least that a rendition of images can be. */
export const smallStill: ImagePreset = {
  kind: 'image',
  format: 'jpeg',
  quality: 70,
  widths: [160],
  at: [{ percent: 50 }],
  poster: false,
};
