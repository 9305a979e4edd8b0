import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { error, pictureShownAt } from './comparePictures.ts';
import type { Seen } from './compareVideos.ts';
import { decodePictures, type Picture, usualStep } from './pictures.ts';

interface Shot {
  role: string;
  key: string;
  seconds: number;
  width: number;
}

/** Another picture of the source is only believed to be the one where it is this much liker. */
const CLEARLY = 2;
const NOISE = 40;

/** Another picture altogether: a mean square error that no encoder makes. */
const UNLIKE = 2_000;

/** Times in a manifest are rounded, seconds. */
const ROUNDED = 0.02;

/** Holds each still, in its smallest width, against the source's picture of that moment. */
export async function compareStills(ffmpeg: string, files: string[], source: Seen): Promise<string[]> {
  if (!source.pictures || source.pictures.cut) return [];
  const manifest = files.at(-1) ?? '';
  const { images } = JSON.parse(await readFile(manifest, 'utf8')) as { images: Shot[] };
  const shots = images.filter(({ role }) => role === 'thumbnail');
  const smallest = Math.min(...shots.map(({ width }) => width));
  const order = [...source.pictures.frames].sort((a, b) => a.seconds - b.seconds);
  // Times are told from what begins first, as in the video.
  const start = Math.min(order[0]?.seconds ?? 0, source.sound?.startSeconds ?? Infinity);
  const step = usualStep(order);
  const complaints: string[] = [];
  for (const { key, seconds, width } of shots) {
    if (width !== smallest) continue;
    const still = await decodePictures(ffmpeg, join(dirname(manifest), basename(key)));
    const [picture] = still?.frames ?? [];
    if (!picture) complaints.push(`still at ${seconds} s does not decode`);
    else complaints.push(...judge(picture, seconds, order, start, step));
  }
  return complaints;
}

/** A still has the picture of its moment or a neighbour of it. */
function judge(still: Picture, seconds: number, order: Picture[], start: number, step: number): string[] {
  const near = [-step, 0, step].map(by => error(pictureShownAt(order, start + seconds + by), still, 1));
  const there = Math.min(...near);
  const best = order.reduce((a, b) => (error(b, still, 1) < error(a, still, 1) ? b : a));
  const least = error(best, still, 1);
  const shows = best.seconds - start;
  if (there <= least * CLEARLY + NOISE || Math.abs(shows - seconds) < Math.max(step, ROUNDED)) {
    return Math.min(there, least) > UNLIKE
      ? [`still at ${seconds.toFixed(2)} s is unlike: error ${there.toFixed(0)}`]
      : [];
  }
  return [`still at ${seconds.toFixed(2)} s shows ${shows.toFixed(2)} s`];
}
