import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Two videos held together. */
export interface Likeness {
  /** Of all their pixels, decibels; infinite where they are the same. */
  psnr: number;
  /** In each. */
  frames: [number, number];
}

/** How alike two videos are, frame by frame. @throws {Error} where ffmpeg does not say. */
export async function likeness(ffmpeg: string, one: string, other: string): Promise<Likeness> {
  const inputs = ['-nostdin', '-hide_banner', '-i', one, '-i', other];
  const { stderr } = await run(ffmpeg, [...inputs, '-lavfi', '[0:v][1:v]psnr', '-f', 'null', '-'], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const average = /PSNR .*average:(\S+)/.exec(stderr)?.[1];
  if (average === undefined) throw new Error(`ffmpeg does not tell how alike ${one} and ${other} are.`);
  const frames: [number, number] = [await framesIn(ffmpeg, one), await framesIn(ffmpeg, other)];
  return { psnr: average === 'inf' ? Number.POSITIVE_INFINITY : Number(average), frames };
}

async function framesIn(ffmpeg: string, path: string): Promise<number> {
  const { stdout } = await run(ffmpeg, [
    ...['-nostdin', '-loglevel', 'error', '-i', path, '-map', '0:v', '-c', 'copy', '-f', 'framecrc', '-'],
  ]);
  return stdout.split('\n').filter(line => line.startsWith('0,')).length;
}
