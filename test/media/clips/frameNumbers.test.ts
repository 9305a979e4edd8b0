import { expect, test } from 'vitest';
import { frameNumbers, timecode } from '../../../media/clips/mediaconvert/frameNumbers.ts';

const NTSC = { num: 30_000, den: 1001 };

test('a part is the frames from the first that is not before its beginning to the last before its end', () => {
  const rate = { num: 25, den: 1 };

  expect(frameNumbers({ fromSeconds: 1, toSeconds: 2 }, rate, 0)).toEqual({ first: 25, last: 49 });
  expect(frameNumbers({ fromSeconds: 1.01, toSeconds: 2.01 }, rate, 0)).toEqual({ first: 26, last: 50 });
  expect(frameNumbers({ fromSeconds: 1, toSeconds: 2 }, rate, 0.4)).toEqual({ first: 15, last: 39 });
  expect(frameNumbers({ fromSeconds: 0, toSeconds: 0.001 }, rate, 0)).toEqual({ first: 0, last: 0 });
});

test('a moment that is a frame but for rounding is that frame', () => {
  for (let frame = 1; frame < 2_000; frame += 1) {
    const seconds = (frame * NTSC.den) / NTSC.num;
    expect(frameNumbers({ fromSeconds: seconds, toSeconds: seconds + 1 }, NTSC, 0).first).toBe(frame);
  }
});

test('timecodes count whole frames, also where a second has no whole number of them', () => {
  expect(timecode(0, NTSC)).toBe('00:00:00:00');
  expect(timecode(29, NTSC)).toBe('00:00:00:29');
  expect(timecode(30, NTSC)).toBe('00:00:01:00');
  expect(timecode(30 * 3600 + 30 * 60 * 2 + 7, NTSC)).toBe('01:02:00:07');
  expect(timecode(60 * 61, { num: 60_000, den: 1001 })).toBe('00:01:01:00');
});
