import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { toolFfmpeg } from '../supportedFfmpegs.ts';
import { BAR, BAR_CODE_WIDTH, BITS } from './barCodeSource.ts';

const run = promisify(execFile);

/** How the reader has each picture: the row of bars, one byte a bar. */
const SAMPLED = `crop=iw:iw*${BAR}/${BAR_CODE_WIDTH}:0:0,scale=${BITS}:1:flags=area,format=gray`;

/** The number in each frame of a file, in the order in which they are shown. `box` is where the picture lies between bars. */
export async function readBarCodes(path: string, box?: string): Promise<number[]> {
  const filters = [...(box ? [`crop=${box}`] : []), SAMPLED].join(',');
  const { stdout } = await run(
    toolFfmpeg(),
    [
      ...['-v', 'error', '-i', path, '-map', '0:V:0', '-vf', filters, '-fps_mode', 'passthrough'],
      ...['-f', 'rawvideo', '-'],
    ],
    { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 },
  );
  return Array.from({ length: stdout.length / BITS }, (_, frame) =>
    stdout
      .subarray(frame * BITS, (frame + 1) * BITS)
      .reduce((sum, luma, bit) => sum + (luma > 125 ? 2 ** bit : 0), 0),
  );
}
