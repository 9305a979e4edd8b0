import { ffmpeg } from '../../support/clip.ts';
import type { Expected, Point } from '../file/corpusFile.ts';
import { NUMBER_FILTERS, NUMBER_SIDE, type NumberedFrame, readFrameNumber } from '../file/frameNumber.ts';
import { type HeardSound, hear } from './hear.ts';

/** What an output shows and sounds like, as far as it is asked for. */
export interface OutputLook {
  /** Every frame in order; empty where nobody asks. */
  frames: NumberedFrame[];
  /** Null where nobody asks. */
  sound: HeardSound | null;
  /** The colours found at the points asked for. */
  points: { point: Point; rgb: number[] }[];
}

/** Decodes an output and measures what is expected of it. */
export async function outputLook(path: string, expected: Expected): Promise<OutputLook> {
  const { flashes, beeps = flashes, numbered, points = [], audio = true, tones } = expected;
  const isHeard = audio && (beeps !== undefined || tones !== undefined);
  const [frames, sound, colours] = await Promise.all([
    flashes || numbered ? lookAtFrames(path) : [],
    isHeard ? hear(path) : null,
    coloursAt(path, points),
  ]);
  return { frames, sound, points: colours };
}

/** Of a video or an image. */
export async function lookAtFrames(path: string): Promise<NumberedFrame[]> {
  const pixels = await ffmpeg([
    ...['-i', path, '-map', '0:v:0', '-vf', NUMBER_FILTERS, '-fps_mode', 'passthrough'],
    ...['-f', 'rawvideo', '-'],
  ]);
  const size = NUMBER_SIDE ** 2;
  return Array.from({ length: pixels.length / size }, (_, index) =>
    readFrameNumber(pixels.subarray(index * size, (index + 1) * size)),
  );
}

/** Of a video or an image. */
export function coloursAt(path: string, points: readonly Point[]): Promise<OutputLook['points']> {
  return Promise.all(points.map(async point => ({ point, rgb: await colourAt(path, point) })));
}

async function colourAt(path: string, { seconds = 0.5, across, down }: Point): Promise<number[]> {
  const place = `crop=4:4:(iw-4)*${across}:(ih-4)*${down},scale=1:1:flags=area,format=rgb24`;
  const pixels = await ffmpeg([
    ...(seconds > 0 ? ['-ss', String(seconds)] : []),
    ...['-i', path, '-map', '0:v:0', '-vf', `format=rgb24,${place}`],
    ...['-frames:v', '1', '-f', 'rawvideo', '-'],
  ]);
  return [...pixels.subarray(0, 3)];
}
