import { expect, test } from 'vitest';
import { pictureLoss } from '../../../media/timeline/pictureLoss.ts';

const times = Array.from({ length: 30 }, (_, index) => index / 30);

test('nothing is lost where each picture came out, within the rounding of a clock', () => {
  const rounded = times.map(time => Math.round(time * 1_000) / 1_000);

  expect(pictureLoss(times, rounded, 1)).toEqual({ pictures: 0, seconds: 0, endSeconds: 0 });
});

test.each([
  ['in the middle', 10, 13, 3 / 30, 0],
  ['at the start', 0, 2, 2 / 30, 0],
  ['at the end', 25, 30, 5 / 30, 5 / 30],
])(
  'pictures that are lost %s are counted, and for how long another one stands there',
  (_, from, to, seconds, end) => {
    const decoded = times.filter((_, index) => index < from || index >= to);
    const loss = pictureLoss(times, decoded, 1);

    expect(loss.pictures).toBe(to - from);
    expect(loss.seconds).toBeCloseTo(seconds, 6);
    expect(loss.endSeconds).toBeCloseTo(end, 6);
  },
);

test('packets that are no pictures of their own are not missed', () => {
  const hidden = [...times, 0.3343, 0.6657].sort((a, b) => a - b);

  expect(pictureLoss(hidden, times, 1).pictures).toBe(0);
});

test('a decoder that shows all pictures a frame later has lost none but the first', () => {
  const later = times.map(time => time + 1 / 30);

  expect(pictureLoss(times, later, 1).seconds).toBeLessThanOrEqual(1 / 30 + 1e-9);
});
