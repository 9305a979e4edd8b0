import { expect, test } from 'vitest';
import { chooseFrameSize } from '../../../../media/plan/frame/frameSize.ts';

const rungs = { 720: { height: 720, level: '3.2' }, 1080: { height: 1080, level: '4.2' } } as const;

test.each([
  // source, rotation, pixel aspect, rung, expected
  ['1920x1080', 0, 1, 720, '1280x720'],
  ['3840x2160', 0, 1, 1080, '1920x1080'],
  ['1080x1920', 0, 1, 720, '720x1280'],
  ['1920x1080', 90, 1, 720, '720x1280'],
  ['1920x1080', 270, 1, 1080, '1080x1920'],
  ['1920x1080', 180, 1, 720, '1280x720'],
  ['854x480', 0, 1, 1080, '854x480'],
  ['853x481', 0, 1, 1080, '852x480'],
  ['321x181', 0, 1, 720, '320x180'],
  ['720x576', 0, 1.422, 720, '1024x576'],
  ['1440x1080', 0, 1.333, 720, '1280x720'],
  ['720x576', 0, 1.067, 1080, '768x576'],
  ['720x576', 90, 1.422, 720, '576x1024'],
  ['1920x800', 0, 1, 1080, '1920x800'],
] as const)(
  '%s turned %i with pixels %f gives, on the %i rung, %s',
  (source, rotation, pixelAspect, rung, expected) => {
    const [width = 0, height = 0] = source.split('x').map(Number);

    const size = chooseFrameSize({ width, height, rotation, pixelAspect }, rungs[rung], 30);

    expect(`${size.width}x${size.height}`).toBe(expected);
  },
);

test('a frame too wide for the level is brought down in shape until it fits', () => {
  const size = chooseFrameSize({ width: 5120, height: 1440, rotation: 0, pixelAspect: 1 }, rungs[720], 60);

  expect(size.width * size.height).toBeLessThan(1280 * 720 * 1.01);
  expect(size.width / size.height).toBeCloseTo(5120 / 1440, 1);
  expect(size.reason).toContain('level 3.2');
});

test('an absurd shape still has two even sides', () => {
  const size = chooseFrameSize({ width: 4096, height: 16, rotation: 0, pixelAspect: 1 }, rungs[720], 30);

  expect(size).toMatchObject({ width: 3218, height: 12 });
});

test('no size is ever odd or larger than what is shown', () => {
  for (let width = 16; width < 2000; width += 37) {
    for (let height = 16; height < 1300; height += 41) {
      const size = chooseFrameSize({ width, height, rotation: 0, pixelAspect: 1 }, rungs[720], 30);
      expect(size.width % 2 === 0 && size.height % 2 === 0, `${width}x${height}`).toBe(true);
      expect(size.width <= width && size.height <= height, `${width}x${height}`).toBe(true);
    }
  }
});
