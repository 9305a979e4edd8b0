import { join } from 'node:path';
import { ffmpeg as runFfmpeg } from '../../support/clip.ts';
import { grade } from './grade.ts';

/** A way to encode sound. */
export interface Coder {
  name: 'twoloop' | 'fast';
  kbps: number;
}

const SECONDS = '30';

/** What each coder makes of a recording, as its grade, in their order; of its first half minute. */
export async function tryCoders(
  recording: string,
  coders: Coder[],
  { ffmpeg, folder }: { ffmpeg: string; folder: string },
): Promise<number[]> {
  const original = join(folder, 'original.wav');
  const wave = ['-vn', '-ar', '48000', '-ac', '2', '-c:a', 'pcm_s16le', '-y'];
  await runFfmpeg(['-t', SECONDS, '-i', recording, ...wave, original], undefined, ffmpeg);
  const grades: number[] = [];
  for (const { name, kbps } of coders) {
    const [encoded, made] = [join(folder, 'encoded.mp4'), join(folder, 'made.wav')];
    const coder = ['-c:a', 'aac', '-aac_coder', name, '-b:a', `${kbps}k`, '-y'];
    await runFfmpeg(['-i', original, ...coder, encoded], undefined, ffmpeg);
    await runFfmpeg(['-i', encoded, ...wave, made], undefined, ffmpeg);
    grades.push(grade(original, made));
  }
  return grades;
}
