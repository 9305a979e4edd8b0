import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PictureShape } from '../ffmpeg/filters/pictureShape.ts';
import { type HardenedInputOptions, hardenedInput } from '../ffmpeg/hardenedInput.ts';
import { progressArgs } from '../ffmpeg/progressArgs.ts';
import { quietArgs } from '../ffmpeg/quietArgs.ts';
import type { Plan } from '../plan/plan.ts';
import { streamSpecifier } from '../probe/streamId.ts';
import type { Bench } from '../run/bench.ts';

const TIMES = 'shapes.txt';
const HEADERS = 'shapes.bin';

/** Adverts come and go; what changes more often than this is no broadcast. */
const MAX_CHANGES = 200;

/** MPEG-2's codes of a picture's shape (ISO 13818-2, table 6-3). */
const ASPECTS: Record<number, number | null> = { 1: null, 2: 4 / 3, 3: 16 / 9, 4: 2.21 };
const SEQUENCE_HEADER = Buffer.from('000001b3', 'hex');

/**
 * When the pictures of an MPEG-2 broadcast change their shape and not their size, which ffmpeg 7 does not see: it gives
 * all of them the shape of the first. Empty where they do not. Reads the packets, and decodes none. `how` the pictures are opened
 * that these are for: it is by the same clock that their times are told.
 * @throws runFfmpeg's.
 */
export async function pictureShapes(
  plan: Pick<Plan, 'video'>,
  { folder, input, run }: Pick<Bench, 'folder' | 'input' | 'run'>,
  how: HardenedInputOptions = {},
): Promise<PictureShape[]> {
  if (!plan.video.declaresShapes) return [];
  await run(shapeArgs(plan, input, how));
  const [times, headers] = await Promise.all([
    readFile(join(folder, TIMES), 'utf8'),
    readFile(join(folder, HEADERS)),
  ]);
  const shapes = readShapes(times, headers);
  return shapes.length < 2 || shapes.length > MAX_CHANGES ? [] : shapes;
}

/** Of each packet that has one, its sequence header (179 is its start code), and when it is shown. */
function shapeArgs({ video }: Pick<Plan, 'video'>, input: string, how: HardenedInputOptions): string[] {
  const headers = [
    '-map',
    `0:${streamSpecifier('V', video)}`,
    '-c',
    'copy',
    '-bsf:v',
    'filter_units=pass_types=179',
  ];
  return [
    ...[...quietArgs(), ...progressArgs(), ...hardenedInput(input, how)],
    ...[...headers, '-f', 'framecrc', `file:${TIMES}`],
    ...[...headers, '-f', 'data', `file:${HEADERS}`],
  ];
}

/** The changes of shape in ffmpeg's two reports, the first shape ahead of them. */
export function readShapes(times: string, headers: Buffer): PictureShape[] {
  const [, num = 0, den = 1] = /^#tb 0: (\d+)\/(\d+)$/m.exec(times)?.map(Number) ?? [];
  const shown = [...times.matchAll(/^0, *-?\d+, *(-?\d+),/gm)].map(([, pts]) => (Number(pts) * num) / den);
  const shapes: PictureShape[] = [];
  let at = headers.indexOf(SEQUENCE_HEADER);
  for (const seconds of shown) {
    if (at === -1) break;
    const code = (headers[at + 7] ?? 0) >> 4;
    const aspect = ASPECTS[code];
    if (aspect !== undefined && (shapes.length === 0 || shapes.at(-1)?.aspect !== aspect))
      shapes.push({ seconds, aspect });
    at = headers.indexOf(SEQUENCE_HEADER, at + 4);
  }
  return shapes;
}
