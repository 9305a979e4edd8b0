import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { quarterPoints } from '../../lab/corpus/file/quarterPoints.ts';
import { judgeVideo } from '../../lab/corpus/judge/judgeMade.ts';
import { readOutput } from '../../lab/corpus/judge/readOutput.ts';
import { ffmpeg, makeClip } from '../../lab/support/clip.ts';
import { quarters } from '../../lab/support/corners.ts';
import { setDisplayMatrix } from '../fixtures/displayMatrix.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-read-'));
});

test('an output is told by its packets, and shows its colours', async () => {
  const path = await makeClip(join(folder, 'plain.mp4'), { source: quarters(320, 180, 1) });
  const points = quarterPoints(['red', 'lime', 'blue', 'white']);

  const { facts, look } = await readOutput(path, { points });

  expect(facts).toEqual({
    ...{ size: '320x180', fps: '25/1', frames: 25, seconds: 1, startSeconds: 0 },
    ...{ codec: 'h264', pixelFormat: 'yuv420p', audioSeconds: expect.closeTo(1, 1), leftovers: [] },
  });
  expect(look.points.map(({ point }) => point)).toEqual(points);
  expect((await judgeVideo(path, { points })).wrong).toEqual([]);
});

test('a picture of other colours is told', async () => {
  const path = await makeClip(join(folder, 'other.mp4'), { source: quarters(320, 180, 1) });

  const { wrong } = await judgeVideo(path, { points: quarterPoints(['red', 'blue', 'lime', 'white']) });

  expect(wrong).toEqual([
    expect.stringMatching(/^colour \d+,2\d\d,\d+ at 0.75,0.25/),
    expect.stringMatching(/^colour \d+,\d+,2\d\d at 0.25,0.75/),
  ]);
});

test('what should be gone is told', async () => {
  const film = await makeClip(join(folder, 'film.mp4'), { args: ['-vf', 'setsar=4/3'] });
  const chapters = join(folder, 'chapters.txt');
  await writeFile(chapters, ';FFMETADATA1\ntitle=My holiday\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\n');
  const path = join(folder, 'left.mp4');
  await ffmpeg([
    '-i',
    film,
    '-i',
    chapters,
    '-map',
    '0',
    '-map',
    '0:a',
    '-map_metadata',
    '1',
    '-c',
    'copy',
    path,
  ]);
  await setDisplayMatrix(path, 90, { w: 320, h: 240 });

  const { facts } = await readOutput(path, {});

  expect(facts.leftovers).toEqual(['Display Matrix', 'pixels 4/3', '3 streams', '1 chapters', 'tag title']);
});
