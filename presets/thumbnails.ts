import type { Preset } from './schema/preset.ts';

export default {
  kind: 'image',
  format: 'jpeg',
  quality: 80,
  widths: [320, 640, 1280],
  at: [{ percent: 10 }, { percent: 50 }, { percent: 95 }],
  poster: true,
  sprite: { columns: 10, width: 160, everySeconds: 5 },
} satisfies Preset;
