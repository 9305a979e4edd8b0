import { expect, test } from 'vitest';
import { planImages } from '../../../../media/images/plan/planImages.ts';
import type { ImagePreset } from '../../../../presets/schema/preset.ts';
import { probeOf } from '../../../fixtures/probes.ts';

const preset: ImagePreset = {
  kind: 'image',
  format: 'jpeg',
  quality: 80,
  widths: [640, 320],
  at: [{ percent: 10 }, { percent: 50 }, { seconds: 9 }],
  poster: false,
};
const clip = { fps: 30, frameCount: 300, durationSeconds: 10 };
const plan = (change: Partial<ImagePreset> = {}, video: Parameters<typeof probeOf>[0] = clip) =>
  planImages(probeOf(video), { ...preset, ...change });
const timesOf = (...args: Parameters<typeof plan>) => plan(...args).shots.map(({ seconds }) => seconds);

test('percentages and seconds are places in the source, each in every width', () => {
  expect(timesOf()).toEqual([1, 5, 9]);
  expect(plan().shots[1]?.images.map(({ name, width, height }) => [name, width, height])).toEqual([
    ['0002-320.jpg', 320, 180],
    ['0002-640.jpg', 640, 360],
  ]);
});

test('no image is past the end, not even at 100 % or at a time the video does not have', () => {
  const last = Math.floor((10 - 1 / 30) * 1_000) / 1_000;

  const { shots, decisions } = plan({ at: [{ percent: 100 }] });

  expect(shots.map(({ seconds }) => seconds)).toEqual([last]);
  expect(timesOf({ at: [{ seconds: 3600 }] })).toEqual([last]);
  expect(decisions[0]).toEqual({
    what: 'image at 100 %',
    choice: `${last} s`,
    reason: 'the last frame: the video ends at 10.000 s',
  });
});

test('no frame is taken twice, and the plan says why an image is left out', () => {
  const { shots, decisions } = plan({
    at: [{ seconds: 5 }, { percent: 50 }, { seconds: 80 }, { seconds: 90 }],
  });

  expect(shots).toHaveLength(2);
  expect(decisions[1]).toEqual({
    what: 'image at 50 %',
    choice: 'none',
    reason: 'it is the same frame as at 5 s',
  });
});

test('a video of one frame gives one image', () => {
  expect(timesOf({}, { fps: 25, frameCount: 1, durationSeconds: 0.04 })).toEqual([0]);
  expect(timesOf({}, { fps: null, frameCount: 1, durationSeconds: 3 })).toEqual([0]);
});

test('nothing is enlarged, and widths that come to the same are made once', () => {
  const small = { ...clip, width: 400, height: 300 };

  const { shots, decisions } = plan({ widths: [320, 640, 1280] }, small);

  expect(shots[0]?.images.map(({ name }) => name)).toEqual(['0001-320.jpg', '0001-400.jpg']);
  expect(decisions.find(({ what }) => what === 'sizes')?.reason).toMatch(/nothing is ever enlarged/);
});

test('widths are of the picture as it is seen: upright, with square pixels', () => {
  const sizes = (video: object) => plan({ widths: [360] }, { ...clip, ...video }).shots[0]?.images[0];

  expect(sizes({ rotation: 90 })).toMatchObject({ width: 360, height: 640 });
  expect(sizes({ width: 720, height: 576, pixelAspect: 16 / 15 })).toMatchObject({ width: 360, height: 270 });
});

test('the poster is the first image in the largest width, or one at a time of its own', () => {
  const first = plan({ poster: true });
  const own = plan({ poster: { percent: 30 } });

  expect(first.shots).toHaveLength(3);
  expect(first.shots[0]?.images.at(-1)).toMatchObject({ role: 'poster', name: 'poster.jpg', width: 640 });
  expect(own.shots.at(-1)).toMatchObject({ seconds: 3, images: [{ name: 'poster.jpg', width: 640 }] });
});

test.each([
  ['evenly, by time', { everySeconds: 2 }, clip, { tiles: 5, everySeconds: 2, columns: 4, rows: 2 }],
  ['evenly, by number', { count: 4 }, clip, { tiles: 4, everySeconds: 2.5, columns: 4, rows: 1 }],
  [
    'further apart in a long film, for each costs a seek',
    { everySeconds: 1 },
    { ...clip, frameCount: 30_000, durationSeconds: 1_000 },
    { tiles: 100, everySeconds: 10 },
  ],
  ['no more of them than frames', { count: 100 }, { ...clip, frameCount: 3 }, { tiles: 3 }],
])("a sheet's tiles stand %s", (_, sprite, video, expected) => {
  expect(plan({ sprite: { columns: 4, width: 160, ...sprite } }, video).sprite).toMatchObject(expected);
});

test('a sheet of tall tiles stays within what WebP can hold', () => {
  const tall = { ...clip, width: 100, height: 3_000 };

  const { sprite } = plan({ sprite: { columns: 1, width: 160, count: 100 } }, tall);

  expect((sprite?.rows ?? 0) * (sprite?.tile.height ?? 0)).toBeLessThanOrEqual(16_383);
});

test('what cannot be made a picture of is refused as it is for videos', () => {
  expect(() => plan({}, { ...clip, width: 20_000, height: 20_000 })).toThrow(
    expect.objectContaining({ code: 'too-large', failureClass: 'input' }),
  );
});
