import { execFileSync } from 'node:child_process';

export const FFMPEG = '/usr/bin/ffmpeg';

/** Makes a small test video with sound. */
export function clip(
  path: string,
  {
    source: picture = 'testsrc2',
    size = '320x180',
    rate = 30,
    seconds = 1,
    audio = true,
    extra = [],
  }: {
    source?: string;
    size?: string;
    rate?: number;
    seconds?: number;
    audio?: boolean;
    extra?: string[];
  } = {},
): string {
  const lavfi = (graph: string) => ['-f', 'lavfi', '-i', graph];
  execFileSync(FFMPEG, [
    ...['-nostdin', '-v', 'error', '-y'],
    ...lavfi(`${picture}=size=${size}:rate=${rate}:duration=${seconds}`),
    ...(audio ? lavfi(`sine=frequency=440:sample_rate=44100:duration=${seconds}`) : []),
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', ...(audio ? ['-c:a', 'aac'] : [])],
    ...extra,
    path,
  ]);
  return path;
}

/** The same pictures, with a note that they lie on their side. */
export function copyRotated(from: string, to: string): void {
  execFileSync(FFMPEG, ['-v', 'error', '-y', '-i', from, '-c', 'copy', '-metadata:s:v:0', 'rotate=90', to]);
}
