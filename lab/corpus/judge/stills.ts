import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Made } from '../../../pipeline/kinds/prepared.ts';
import { lookAtFrames } from './outputLook.ts';

/** An image of a clip whose frames are numbered. */
export interface Still {
  /** Of the clip, as its manifest says. */
  seconds: number;
  askedSeconds: number;
  /** Of the frame that it shows; null where none can be read. */
  number: number | null;
}

/** Reads one image of each moment. */
export async function readStills({ files }: Made): Promise<Still[]> {
  const manifest = files.find(({ contentType }) => contentType === 'application/json');
  const { images } = JSON.parse(await readFile(manifest?.path ?? '', 'utf8')) as {
    images: { role: string; key: string; seconds: number; askedSeconds: number }[];
  };
  const moments = new Map(
    images.filter(({ role }) => role !== 'sprite').map(image => [image.askedSeconds, image]),
  );
  return Promise.all(
    [...moments.values()].map(async ({ key, seconds, askedSeconds }) => {
      const path = files.find(file => basename(file.key) === basename(key))?.path ?? '';
      const [frame] = await lookAtFrames(path);
      return { seconds, askedSeconds, number: frame?.number ?? null };
    }),
  );
}
