import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { makeFile } from '../../../../lab/support/clip.ts';
import { barCodeSource } from '../../../../lab/support/marks/barCodeSource.ts';
import { readBarCodes } from '../../../../lab/support/marks/readBarCodes.ts';
import { makeFrom } from '../makeFrom.ts';

/** A film of 30 frames a second, each with its number. */
let film: string;
beforeAll(async () => {
  film = join(await mkdtemp(join(tmpdir(), 'fanreel-part-')), 'film.mp4');
  const args = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '45', '-pix_fmt', 'yuv420p'];
  await makeFile(film, [
    '-f',
    'lavfi',
    '-i',
    barCodeSource({ rate: '30', seconds: 8, height: 180 }),
    ...args,
  ]);
});

const widths = [320];

async function codesOf({ images, pathOf }: Awaited<ReturnType<typeof makeFrom>>): Promise<number[]> {
  const pictures = images.filter(({ role }) => role !== 'sprite');
  return (await Promise.all(pictures.map(({ name }) => readBarCodes(pathOf(name))))).flat();
}

test('images of a part are of its pictures, at times of the part, and so is its sheet', async () => {
  const at = [{ percent: 0 }, { percent: 50 }, { percent: 100 }, { seconds: 1 }];
  const sprite = { columns: 2, width: 160, everySeconds: 1 };

  const made = await makeFrom(film, { at, widths, sprite }, { wishes: { trim: { from: 2, to: 6 } } });

  expect(await codesOf(made)).toEqual([60, 120, 179, 90]);
  expect(made.images.slice(0, 4).map(({ seconds }) => seconds)).toEqual([0, 2, 3.967, 1]);
  expect(made.plan).toMatchObject({ durationSeconds: 4, sprite: { tiles: 4 } });
  expect(await readFile(made.pathOf('sprite.vtt'), 'utf8')).toContain('00:00:03.000 --> 00:00:04.000');
});

test('moments that are wished take the place of the preset, by the clock of the whole film', async () => {
  const pictureTimes = [3, '50%', 1, 7.5];

  const whole = await makeFrom(film, { widths }, { wishes: { pictureTimes } });
  const part = await makeFrom(film, { widths }, { wishes: { pictureTimes, trim: { from: 2, to: 6 } } });

  expect(await codesOf(whole)).toEqual([90, 120, 30, 225]);
  expect(await codesOf(part)).toEqual([90, 120, 60, 179]);
});

test('a part that goes on past the end ends with the film; one that begins after it is refused', async () => {
  const made = await makeFrom(
    film,
    { at: [{ percent: 100 }], widths },
    { wishes: { trim: { from: 7, to: 99 } } },
  );

  expect(await codesOf(made)).toEqual([239]);
  expect(made.plan.durationSeconds).toBeCloseTo(1, 2);
  await expect(makeFrom(film, {}, { wishes: { trim: { from: 8.5 } } })).rejects.toMatchObject({
    code: 'past-the-end',
  });
});
