import { mkdtemp, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { makeClip, makeFile } from '../../../lab/support/clip.ts';
import { cornersOf } from '../../../lab/support/corners.ts';
import { makeFrom } from './makeFrom.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-image-times-'));
});

test('in a pause of an hour the frame on show is the last one before it', async () => {
  const source = "testsrc2=size=320x240:rate=25:duration=2,setpts='if(lt(N,25),PTS,PTS+3600/TB)'";
  const args = ['-fps_mode', 'vfr'];
  const input = await makeClip(join(folder, 'pause.mkv'), { source, audio: false, args });

  const { images } = await makeFrom(input, { at: [{ percent: 10 }, { seconds: 3601.2 }] });

  expect(images).toMatchObject([
    { seconds: 0.96, reason: 'the nearest frame there is' },
    { seconds: 3601.2, reason: 'as asked' },
  ]);
});

test('a picture size that changes in mid-stream is no damage', async () => {
  const parts = await Promise.all(
    ['640x360', '320x240'].map(async size =>
      readFile(await makeClip(join(folder, `${size}.ts`), { size, seconds: 2, audio: false })),
    ),
  );
  const input = join(folder, 'sizes.ts');
  await writeFile(input, Buffer.concat(parts));

  const { images } = await makeFrom(input);

  expect(images).toMatchObject([{ seconds: expect.closeTo(2, 1), reason: 'as asked' }]);
});

test('images of a stream joined from two come from both, at times of the whole', async () => {
  const parts = await Promise.all(
    (
      [
        ['red', 4],
        ['lime', 6],
      ] as const
    ).map(async ([colour, seconds]) => {
      const source = `color=${colour}:size=320x240:rate=25:duration=${seconds}`;
      return readFile(await makeClip(join(folder, `${colour}.ts`), { source, audio: false }));
    }),
  );
  const input = join(folder, 'joined.ts');
  await writeFile(input, Buffer.concat(parts));

  const { images, plan, pathOf } = await makeFrom(input, { at: [{ percent: 10 }, { percent: 90 }] });

  expect(plan.durationSeconds).toBeCloseTo(10, 1);
  expect(images).toMatchObject([{ seconds: expect.closeTo(1, 1) }, { seconds: expect.closeTo(9, 1) }]);
  const corners = await Promise.all(
    images.map(async image => (await cornersOf(pathOf(image.name), image))[0]),
  );
  expect(corners).toEqual(['red', 'lime']);
});

test('a transport stream, which knows no key frames, is hit all the same', async () => {
  const input = await makeClip(join(folder, 'seek.ts'), { seconds: 6, args: ['-g', '250'] });

  const { images } = await makeFrom(input, {
    at: [{ seconds: 4 }],
    sprite: { columns: 2, width: 64, everySeconds: 3 },
  });

  expect(images[0]?.seconds).toBeCloseTo(4, 1);
});

test('a source that does not tell its length is measured', async () => {
  const input = join(folder, 'live.webm');
  const pattern = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=30:duration=4'];
  const encode = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-live', '1'];
  await makeFile(input, [...pattern, ...encode, '-f', 'webm']);

  const { plan, images } = await makeFrom(input);

  expect(plan.durationSeconds).toBeCloseTo(4, 0);
  expect(images[0]?.seconds).toBeCloseTo(2, 0);
});

test('a recording whose end is missing gives images of what there is, or none where such are refused', async () => {
  const input = await makeClip(join(folder, 'cut.mkv'), { seconds: 6, audio: false });
  const { length } = await readFile(input);
  await truncate(input, Math.floor(length / 2));

  const { images, plan, incomplete } = await makeFrom(input, { at: [{ percent: 10 }, { percent: 100 }] });

  expect(plan.durationSeconds).toBeLessThan(5);
  expect(incomplete?.seconds).toBeCloseTo(plan.durationSeconds, 2);
  expect((incomplete?.missingSeconds ?? 0) + plan.durationSeconds).toBeCloseTo(6, 1);
  expect(images.map(({ reason }) => reason)).toEqual(['as asked', 'as asked']);
  await expect(makeFrom(input, {}, { onIncomplete: 'refuse' })).rejects.toMatchObject({ code: 'truncated' });
});
