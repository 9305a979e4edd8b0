import { expect, test } from 'vitest';
import { boundedReader } from '../../../media/containers/bytes/boundedReader.ts';
import { mpegTiming } from '../../../media/containers/mpegTiming.ts';

const PID = 256;
const STEP = 3600;

/** The header of a video PES packet with a presentation time (ISO 13818-1, 2.4.3.6). */
function frame(time: number): Buffer {
  const bytes = Buffer.from('000001e0000080800521000100010000', 'hex').subarray(0, 14);
  bytes[9] = 0x21 | (Math.floor(time / 2 ** 30) << 1);
  bytes.writeUInt16BE((Math.floor(time / 2 ** 15) % 2 ** 15) * 2 + 1, 10);
  bytes.writeUInt16BE((time % 2 ** 15) * 2 + 1, 12);
  return bytes;
}

function packet(time: number, pid = PID): Buffer {
  const bytes = Buffer.alloc(188, 0xff);
  bytes.set([0x47, 0x40 | (pid >> 8), pid & 255, 0x10]);
  frame(time).copy(bytes, 4);
  return bytes;
}

/** Ten seconds at 25 frames a second from `start` on, in decoding order. */
const film = (start: number) =>
  Array.from({ length: 250 }, (_, n) => (start + (n % 2 ? n - 1 : n + 1) * STEP + 2 ** 33) % 2 ** 33);

const timing = (container: 'ts' | 'mpg', parts: Buffer[], pid: number | null = PID) => {
  const file = Buffer.concat(parts);
  const reader = boundedReader(async (at, length) => file.subarray(at, at + length), file.length, 1e8);
  return mpegTiming(container, pid, reader, file.length);
};

const TEN_SECONDS = { fps: 25, durationSeconds: 10 };

test.each([
  ['at zero', 0],
  ['at its end, and wraps at the second frame', 2 ** 33 - STEP],
  ['at its end, and wraps in the middle', 2 ** 33 - 5 * 90_000],
  ['at its end, and wraps at the last frame', 2 ** 33 - 249 * STEP],
])('a clock that starts %s', async (_, start) => {
  expect(
    await timing(
      'ts',
      film(start).map(time => packet(time)),
    ),
  ).toEqual(TEN_SECONDS);
  expect(await timing('mpg', film(start).map(frame))).toEqual(TEN_SECONDS);
});

test('a clock that wraps between what is read of a large file', async () => {
  const [early, late] = [film(2 ** 33 - 20 * 90_000), film(3600 * 90_000)];
  const nothing = Buffer.concat(Array.from({ length: 30_000 }, () => packet(0, 8191)));
  const parts = [...early.map(time => packet(time)), nothing, ...late.map(time => packet(time))];

  expect(await timing('ts', parts)).toEqual({ fps: 25, durationSeconds: 3600 + 30 });
});

test('another program’s clock does not count', async () => {
  const parts = film(0).flatMap(time => [packet(time + 30 * 90_000, 512), packet(time)]);

  expect(await timing('ts', parts)).toEqual(TEN_SECONDS);
});

test('a clock that was set back in between does not tell the length', async () => {
  const parts = [...film(3600 * 90_000), ...film(0)].map(time => packet(time));
  const nothing = Buffer.concat(Array.from({ length: 30_000 }, () => packet(0, 8191)));

  expect(await timing('ts', [...parts.slice(0, 250), nothing, ...parts.slice(250)])).toEqual({
    fps: 25,
    durationSeconds: null,
  });
});

test('without a frame nothing is told', async () => {
  expect(await timing('ts', [packet(0, 8191), packet(0, 8191)])).toEqual({
    fps: null,
    durationSeconds: null,
  });
});
