import type { Preset } from '../../presets/schema/preset.ts';

/** One small image of an early and of a late moment; `npm run corpus` makes all that the usual preset makes. */
export const moments: Preset = {
  kind: 'image',
  format: 'jpeg',
  quality: 80,
  widths: [320],
  at: [{ percent: 10 }, { percent: 95 }],
  poster: false,
};
