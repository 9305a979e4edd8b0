import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { toolFfmpeg } from '../supportedFfmpegs.ts';

const run = promisify(execFile);

/** When beeps begin in a file, seconds by its own clock; a beep that is under way as it begins is left out. */
export async function readBeeps(path: string): Promise<number[]> {
  const rate = 48_000;
  const { stdout } = await run(
    toolFfmpeg(),
    [
      ...['-v', 'error', '-i', path, '-map', '0:a:0', '-af', 'aresample=async=1:first_pts=0'],
      ...['-ac', '1', '-ar', String(rate), '-f', 's16le', '-'],
    ],
    { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 },
  );
  const beeps: number[] = [];
  let quietSince = -1;
  for (let sample = 0; sample * 2 + 1 < stdout.length; sample += 1) {
    const isLoud = Math.abs(stdout.readInt16LE(sample * 2)) > 3_000;
    if (!isLoud) continue;
    // Between two beeps there is silence of most of a second, within one of less than a millisecond.
    if (sample - quietSince > rate / 20 && sample > rate / 100) beeps.push(sample / rate);
    quietSince = sample;
  }
  return beeps;
}
