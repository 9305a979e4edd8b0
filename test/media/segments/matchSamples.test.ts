import { expect, test } from 'vitest';
import type { Samples } from '../../../media/movie/samples.ts';
import { matchSamples } from '../../../media/segments/cut/matchSamples.ts';
import { NotForSegments } from '../../../media/segments/notForSegments.ts';
import { packet } from '../timeline/packets.ts';

const TIMESCALE = 600;
const SIZES = [7, 3, 9, 3, 8, 3, 4, 2];
const SAMPLES: Samples = {
  count: 8,
  decoded: Float64Array.from({ length: 9 }, (_, sample) => sample * 20),
  later: Int32Array.from({ length: 8 }, () => 40),
  bytes: Uint32Array.from(SIZES),
  at: new Float64Array(8),
  entry: new Uint32Array(8).fill(1),
  keys: [0, 4],
};

/** What ffmpeg tells of samples, shown so many ticks earlier than the table has it. */
function packetsOf(samples: number[], earlier = 0) {
  return samples.map(sample =>
    packet((sample * 20 + 40 - earlier) / TIMESCALE, { bytes: SIZES[sample] ?? 0 }),
  );
}

const match = (packets: ReturnType<typeof packetsOf>) => matchSamples(packets, SAMPLES, SIZES, TIMESCALE);

test('all of them', () => {
  expect(match(packetsOf([0, 1, 2, 3, 4, 5, 6, 7]))).toEqual({ from: 0, count: 8, offsetTicks: 0 });
});

test('an edit list leaves out some at both ends', () => {
  expect(match(packetsOf([4, 5, 6], 85))).toEqual({ from: 4, count: 3, offsetTicks: -85 });
});

test('one that leaves out some in between is not for segments', () => {
  expect(() => match(packetsOf([0, 1, 4, 5]))).toThrow(NotForSegments);
});

test('one that shows a part at another pace is not for segments', () => {
  const [first, second] = packetsOf([0, 1]);
  const late = packetsOf([2], -10);

  expect(() => match([first, second, ...late].filter(one => one !== undefined))).toThrow(
    /times that its tables tell/,
  );
});

test('no packet at all is not for segments', () => {
  expect(() => match([])).toThrow(NotForSegments);
});
