import type { Point } from '../file/corpusFile.ts';

/** A colour that was found at a point. */
export interface Coloured {
  point: Point;
  rgb: number[];
}

/** Of points at the same moment. */
export type Moment = Point[];

const RGB_BYTES = 3;

/** Points by the moment at which they are looked at, each of which is one output of ffmpeg's. */
export function momentsOf(points: readonly Point[]): Moment[] {
  return [...Map.groupBy(points, ({ seconds = 0.5 }) => seconds).values()];
}

/** ffmpeg's arguments for an output of a file's colours at the points of a moment. */
export function momentArgs(moment: Moment, file = 0): string[] {
  const { seconds = 0.5 } = moment[0] as Point;
  const from = seconds > 0 ? [`select=gte(t\\,${seconds})`] : [];
  const [first = '', ...more] = moment.map(
    ({ across, down }) => `crop=4:4:(iw-4)*${across}:(ih-4)*${down},scale=1:1:flags=area,format=rgb24`,
  );
  const graph = more.length === 0 ? first : besideOneAnother([first, ...more]);
  return [
    ...['-map', `${file}:v:0`, '-vf', [...from, 'format=rgb24', graph].join(',')],
    ...['-fps_mode', 'passthrough', '-frames:v', '1', '-f', 'rawvideo'],
  ];
}

function besideOneAnother(chains: string[]): string {
  const names = chains.map((_, index) => index);
  return [
    `split=${chains.length}${names.map(name => `[whole${name}]`).join('')}`,
    ...chains.map((chain, name) => `[whole${name}]${chain}[point${name}]`),
    `${names.map(name => `[point${name}]`).join('')}hstack=inputs=${chains.length}`,
  ].join(';');
}

/** Reads what momentArgs asked for. */
export function readMoment(moment: Moment, pixels: Buffer): Coloured[] {
  return moment.map((point, index) => ({
    point,
    rgb: [...pixels.subarray(index * RGB_BYTES, (index + 1) * RGB_BYTES)],
  }));
}
