import { expect, test } from 'vitest';
import { soundTimes } from '../../../media/timeline/soundTimes.ts';
import { packet } from './packets.ts';

/** So many packets of 20 ms. */
const sound = (count: number, start = 0) =>
  Array.from({ length: count }, (_, index) => packet(start + index * 0.02, { seconds: 0.02 }));

test('sound starts and ends as it was decoded', () => {
  expect(soundTimes(sound(50, 1), sound(50, 1), 1)).toEqual({
    first: 1,
    end: expect.closeTo(2, 6),
    lostSeconds: 0,
    changes: false,
  });
});

test('what the packets hold and the decoder did not give is lost, and a gap between packets is not', () => {
  const packets = [...sound(50), ...sound(50, 5)];

  expect(soundTimes(packets, packets, 0)?.lostSeconds).toBeCloseTo(0, 6);
  expect(soundTimes(packets, sound(50), 0)?.lostSeconds).toBeCloseTo(1, 6);
});

test('sound whose filters were built anew on the way changes its form', () => {
  expect(soundTimes(sound(50), sound(50), 0.5)?.changes).toBe(true);
  expect(soundTimes(sound(50), sound(50), 0)?.changes).toBe(false);
});

test('nothing decoded is nothing', () => {
  expect(soundTimes(sound(50), [], null)).toBeNull();
});
