import type { PresetFile } from './schema/preset.ts';

export default {
  kind: 'clip',
  video: '1080p',
  cut: 'exact',
  longestSeconds: 600,
  images: { format: 'jpeg', quality: 80, widths: [300, 640, 1500, 3000], poster: true },
  recordings: {
    by: 'key',
    template: "{camera}/{start:yyyyMMdd'T'HHmmss}-{seconds}.mp4",
    longestSeconds: 3_600,
  },
  gaps: { policy: 'allow', picture: 'hold' },
  // A quarter of an hour, and three days: what a public network of cameras has found to do.
  pendingSeconds: 900,
  outOfRangeSeconds: 259_200,
} satisfies PresetFile;
