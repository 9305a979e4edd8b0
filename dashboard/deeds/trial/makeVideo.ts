import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';
import { runFfmpeg } from '../../../media/run/runFfmpeg.ts';

/** Of a test video. */
export const VIDEO_SECONDS = 3;

/** It takes a second or two; a busy machine may need more. */
const MAX_SECONDS = 120;

/**
 * Makes the test video, a moving pattern with a tone, and lets `use` have its file.
 * @throws {ConfigError} where there is no ffmpeg
 */
export async function withVideo<T>(use: (path: string) => Promise<T>): Promise<T> {
  const bin = findFfmpeg(process.env);
  const cwd = await mkdtemp(join(tmpdir(), 'fanreel-test-'));
  try {
    const path = join(cwd, 'video.mp4');
    const signal = AbortSignal.timeout(MAX_SECONDS * 1_000);
    await runFfmpeg({ bin, args: argsFor(path), cwd, signal, maxSeconds: MAX_SECONDS });
    return await use(path);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

function argsFor(path: string): string[] {
  const picture = `testsrc2=size=640x360:rate=25:duration=${VIDEO_SECONDS}`;
  const tone = `sine=frequency=440:sample_rate=48000:duration=${VIDEO_SECONDS}`;
  return [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'],
    ...['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', tone],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
    ...['-movflags', '+faststart', path],
  ];
}
