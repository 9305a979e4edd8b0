import { spawnSync } from 'node:child_process';

/** What plans may ask of ffmpeg beside decoders; a build that was made small, or without zimg, lacks some of it. */
export const NEEDED = {
  encoders: ['libx264', 'aac', 'mjpeg', 'libwebp', 'png'],
  filters: (
    'adelay aformat ametadata anull anullsrc apad aresample asetpts asettb atrim bwdif concat crop field format fps hflip ' +
    'join metadata null pad pan premultiply scale select setparams setpts setsar settb signalstats ssim tile tonemap ' +
    'tpad transpose trim vflip zscale'
  ).split(' '),
};

/**
 * What this ffmpeg lacks of what plans may need, e.g. `filter zscale`. Null where the program does not run here, as one
 * for another architecture.
 */
export function ffmpegLacks(bin: string): string[] | null {
  const encoders = listed(bin, '-encoders');
  const filters = listed(bin, '-filters');
  if (!encoders || !filters) return null;
  return [
    ...NEEDED.encoders.filter(name => !encoders.has(name)).map(name => `encoder ${name}`),
    ...NEEDED.filters.filter(name => !filters.has(name)).map(name => `filter ${name}`),
  ];
}

/** Both lists have a line a name: flags, name, description. */
function listed(bin: string, list: '-encoders' | '-filters'): Set<string> | null {
  const { stdout, error, status } = spawnSync(bin, ['-hide_banner', list], { encoding: 'utf8', env: {} });
  if (error || status !== 0) return null;
  return new Set(stdout.split('\n').flatMap(line => /^ [A-Z.|]+ +(\S+) /.exec(line)?.[1] ?? []));
}
