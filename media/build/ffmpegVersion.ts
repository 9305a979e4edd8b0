import { spawnSync } from 'node:child_process';

/** What this ffmpeg calls its version, e.g. `5.1.9-0+deb12u1`. Null where it does not run here or says none. */
export function ffmpegVersion(bin: string): string | null {
  const { stdout } = spawnSync(bin, ['-hide_banner', '-version'], { encoding: 'utf8', env: {} });
  return /^ffmpeg version (\S+)/.exec(stdout ?? '')?.[1] ?? null;
}
