import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Made } from '../../../pipeline/kinds/prepared.ts';
import { ffmpegPipes } from '../../support/ffmpegPipes.ts';
import type { Point } from '../file/corpusFile.ts';
import { FRAMES, readFrames } from '../file/frameNumber.ts';
import { type Coloured, momentArgs, momentsOf, readMoment } from './points.ts';

/** An image of a clip whose frames are numbered. */
export interface Still {
  /** Of the clip, as its manifest says. */
  seconds: number;
  askedSeconds: number;
  /** Of the frame that it shows; null where none can be read. */
  number: number | null;
}

/** Reads one image of each moment, and the colours of the first one at some points. */
export async function readStills(
  { files }: Made,
  { numbered, points }: { numbered: boolean; points: Point[] },
): Promise<{ stills: Still[]; colours: Coloured[] }> {
  const moments = momentsOf(points);
  const shown = numbered ? await listedStills(files) : [];
  const paths = [...(moments.length > 0 ? [files[0]?.path ?? ''] : []), ...shown.map(({ path }) => path)];
  if (paths.length === 0) return { stills: [], colours: [] };
  const before = paths.length - shown.length;
  const { outputs } = await ffmpegPipes([], paths, [
    ...moments.map(moment => momentArgs(moment)),
    ...shown.map((_, index) => ['-map', `${before + index}:v:0`, ...FRAMES]),
  ]);
  return {
    colours: moments.flatMap((moment, index) => readMoment(moment, outputs[index] as Buffer)),
    stills: shown.map(({ seconds, askedSeconds }, index) => {
      const [frame] = readFrames(outputs[moments.length + index] as Buffer);
      return { seconds, askedSeconds, number: frame?.number ?? null };
    }),
  };
}

/** The numbers of the frames that images show, in their order. */
export async function numbersOf(paths: string[]): Promise<(number | null)[]> {
  const asked = paths.map((_, index) => ['-map', `${index}:v:0`, ...FRAMES]);
  const { outputs } = await ffmpegPipes([], paths, asked);
  return outputs.map(pixels => readFrames(pixels)[0]?.number ?? null);
}

async function listedStills(
  files: Made['files'],
): Promise<{ path: string; seconds: number; askedSeconds: number }[]> {
  const manifest = files.find(({ contentType }) => contentType === 'application/json');
  const { images } = JSON.parse(await readFile(manifest?.path ?? '', 'utf8')) as {
    images: { role: string; key: string; seconds: number; askedSeconds: number }[];
  };
  const moments = new Map(
    images.filter(({ role }) => role !== 'sprite').map(image => [image.askedSeconds, image]),
  );
  return [...moments.values()].map(({ key, seconds, askedSeconds }) => ({
    path: files.find(file => basename(file.key) === basename(key))?.path ?? '',
    seconds,
    askedSeconds,
  }));
}
