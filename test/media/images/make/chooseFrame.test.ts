import { expect, test } from 'vitest';
import { chooseFrame } from '../../../../media/images/make/chooseFrame.ts';
import { readLook } from '../../../../media/images/make/readLook.ts';

const frame = (seconds: number, low: number, high: number, change = 0) => ({ seconds, low, high, change });
const black = (seconds: number) => frame(seconds, 16, 17);
const picture = (seconds: number, change = 0) => frame(seconds, 40, 180, change);

test('the nearest frame with a picture is taken, before or after', () => {
  const frames = [picture(0), black(1), black(2), picture(2.5)];

  expect(chooseFrame(frames, 1.9, [])).toMatchObject({ frame: { seconds: 2.5 }, good: true });
  expect(chooseFrame(frames, 0.6, [])).toMatchObject({ frame: { seconds: 0 }, good: true });
});

test('white titles on black are black, a white flash is no picture', () => {
  const frames = [frame(0, 16, 20), frame(1, 235, 235), picture(3)];

  expect(chooseFrame(frames, 0, [])?.frame.seconds).toBe(3);
});

test('a frame at a cut gives way to one just beside it', () => {
  expect(chooseFrame([picture(1, 60), picture(1.04)], 1, [])?.frame.seconds).toBe(1.04);
  expect(chooseFrame([picture(1, 60), picture(1.9)], 1, [])?.frame.seconds).toBe(1);
});

test('a frame that another image shows already is not taken again while there is another', () => {
  expect(chooseFrame([picture(1), picture(2)], 1, [1])?.frame.seconds).toBe(2);
  expect(chooseFrame([picture(1)], 1, [1])?.frame.seconds).toBe(1);
});

test('where nothing shows a picture, the brightest is taken and called no good', () => {
  expect(chooseFrame([black(0), frame(1, 16, 30), black(2)], 0, [])).toMatchObject({
    frame: { seconds: 1 },
    good: false,
  });
  expect(chooseFrame([], 0, [])).toBeNull();
});

test("ffmpeg's report is read frame by frame, and a frame with no time is left out", () => {
  const report = [
    'frame:0    pts:0       pts_time:0',
    'lavfi.signalstats.YLOW=16',
    'lavfi.signalstats.YHIGH=200',
    'lavfi.signalstats.YDIF=1.25',
    'frame:1    pts:NOPTS   pts_time:NOPTS',
    'lavfi.signalstats.YLOW=16',
  ].join('\n');

  expect(readLook(report)).toEqual([{ seconds: 0, low: 16, high: 200, change: 1.25 }]);
});
