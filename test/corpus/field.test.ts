import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareVideos, type Seen } from '../../lab/corpus/field/compare/compareVideos.ts';
import { decodePictures } from '../../lab/corpus/field/compare/pictures.ts';
import { decodeSound } from '../../lab/corpus/field/compare/sound.ts';
import { fieldDoc } from '../../lab/corpus/field/fieldDoc.ts';
import type { FieldResult } from '../../lab/corpus/field/fieldResult.ts';
import { judgeAll } from '../../lab/corpus/field/judgeAll.ts';
import { ffmpeg } from '../../lab/support/clip.ts';
import { findFfmpeg } from '../../media/build/findFfmpeg.ts';

const bin = findFfmpeg(process.env);
const folder = mkdtempSync(join(tmpdir(), 'fanreel-field-test-'));
const source = join(folder, 'source.mp4');

/** Two seconds that move, with a tone that comes and goes. */
beforeAll(async () => {
  const beeps = 'aevalsrc=0.5*sin(2*PI*440*t)*lt(mod(t\\,0.7)\\,0.2):s=48000:d=2';
  await ffmpeg([
    ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=2', '-f', 'lavfi', '-i', beeps],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', source],
  ]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function seen(path: string): Promise<Seen> {
  return { pictures: await decodePictures(bin, path), sound: await decodeSound(bin, path) };
}

/** What is said of an output that was made of the source by these arguments. */
async function saidOf(name: string, args: string[], input: string[] = []): Promise<string> {
  const output = join(folder, `${name}.mp4`);
  const encoder = ['-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  await ffmpeg([...input, '-i', source, ...args, ...encoder, output]);
  return compareVideos(await seen(source), await seen(output)).complaints.join('; ');
}

it('has nothing to say of an output that is its source', async () => {
  expect(await saidOf('good', ['-vf', 'scale=-2:120'])).toBe('');
});

it.each([
  ['a lost half second of picture', ['-t', '1.5'], /picture lasts 1\.5\d* s, not 2\.0/],
  ['a squeezed picture', ['-vf', 'scale=240:180,setsar=1'], /shape 1\.333/],
  ['a turned picture', ['-vf', 'hflip,vflip'], /unlike/],
  ['other colours', ['-vf', 'hue=h=120'], /pictures differ/],
  ['lost sound', ['-an'], /no sound/],
  ['silence for sound', ['-af', 'volume=0'], /silence/],
  ['quiet sound', ['-af', 'volume=0.3'], /-10\.\d dB louder/],
  ['a late sound', ['-af', 'adelay=300:all=1'], /sound 300 ms late/],
  [
    'a late picture',
    ['-vf', 'tpad=start_mode=clone:start_duration=0.2'],
    /picture (?:180|200) ms late; sound -(?:180|200) ms late/,
  ],
])('tells %s', async (what, args, words) => {
  expect(await saidOf(what.replaceAll(' ', '-'), args)).toMatch(words);
});

it('puts any file through, and says what became of it', async () => {
  writeFileSync(join(folder, 'noise.mov'), 'no film at all');
  const results: FieldResult[] = [];
  const workplace = { root: folder, bin, judge: bin, scratch: folder };
  await judgeAll(['source.mp4', 'noise.mov', 'missing.mp4'], 1, workplace, result => results.push(result));
  expect(results.map(({ video, images }) => [video.got, images.got])).toEqual([
    ['made', 'made'],
    ['refuse:unreadable', 'refuse:unreadable'],
    ['crash', 'crash'],
  ]);
  expect(results[0]).toMatchObject({ container: 'mp4', codecs: 'h264+aac', complaints: [], suspect: false });

  const origins = new Map(
    results.map(({ path }) => [
      path,
      { repository: 'some/project', commit: 'c0ffee', path: `media/${path}` },
    ]),
  );
  const { text, unexplained } = fieldDoc(results, origins, new Map([['noise.mov', 'fourteen letters']]));
  expect(text).toContain('| some/project | media/noise.mov | unreadable | fourteen letters |');
  expect(unexplained.map(({ path }) => path)).toEqual(['missing.mp4']);
}, 60_000);
