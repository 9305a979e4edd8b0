import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { fetchPart } from '../../../media/clips/fetch/fetchPart.ts';
import { choosePictures } from '../../../media/clips/fetch/movie/choosePictures.ts';
import type { Samples } from '../../../media/movie/samples.ts';
import { clipSource, MUXER_NAMES, writeMuxers } from './muxers.ts';
import { during, ffmpeg, missing, packetsOfPart, packetsOfWhole, picturesIn } from './packets.ts';

let folder = '';

beforeAll(async () => {
  folder = await writeMuxers();
}, 60_000);

const MIDDLE = { fromSeconds: 2.5, toSeconds: 3.4 };
const START = { fromSeconds: 0, toSeconds: 1.6 };
const END = { fromSeconds: 2.9, toSeconds: 60 };

test.each(MUXER_NAMES)(
  '%s: each packet that is fetched has the time to the tick that it has in the whole, and none is missing',
  async name => {
    const path = join(folder, name);
    const source = await clipSource(path);
    const whole = packetsOfWhole(path, source.probe);

    for (const range of [START, MIDDLE, END]) {
      const part = await fetchPart(source, range, join(folder, `${name}-part.mp4`));
      const fetched = packetsOfPart(part);

      expect(part.probe.sizeBytes).toBeLessThan(source.sizeBytes);
      expect(missing(fetched.pictures, whole.pictures)).toEqual([]);
      expect(missing(fetched.sounds, whole.sounds)).toEqual([]);
      expect(missing(during(whole.pictures, range), fetched.pictures)).toEqual([]);
      expect(missing(during(whole.sounds, range), fetched.sounds)).toEqual([]);
    }
  },
);

test.each(['ntsc-open.mp4', 'cut-at-both-ends.mp4', 'offsets-below-zero.mp4', 'variable-rate.mp4'])(
  '%s: what a part decodes to is what the whole shows',
  async name => {
    const path = join(folder, name);
    const source = await clipSource(path);
    const whole = { path, probe: source.probe, opened: { ownClock: true }, offsetSeconds: 0 };
    const part = await fetchPart(source, MIDDLE, join(folder, `${name}-decoded.mp4`));

    const expected = during(picturesIn(whole), MIDDLE);

    expect(expected.length).toBeGreaterThan(5);
    expect(during(picturesIn(part), MIDDLE)).toEqual(expected);
  },
);

test('fragments whose pictures are shown before they are decoded are brought whole: ffmpeg moves them', async () => {
  const path = join(folder, 'moved.mp4');
  ffmpeg(['-i', join(folder, 'plain.mp4'), '-c', 'copy', '-movflags', 'cmaf', path]);
  const source = await clipSource(path);
  const part = await fetchPart(source, MIDDLE, join(folder, 'moved-part.mp4'));

  expect(part.probe).toBe(source.probe);
  expect((await stat(part.path)).size).toBe(source.sizeBytes);
});

test('a part in which nothing is heard any more comes without sound', async () => {
  const path = join(folder, 'late-sound.mp4');
  const part = await fetchPart(
    await clipSource(path),
    { fromSeconds: 0, toSeconds: 1 },
    join(folder, 'silent.mp4'),
  );

  expect(part.probe.audio).toBeNull();
  expect(picturesIn(part).length).toBeGreaterThanOrEqual(30);
});

test('the file is as long as is told, and what was read is counted', async () => {
  const source = await clipSource(join(folder, 'plain.mp4'));
  const part = await fetchPart(source, MIDDLE, join(folder, 'counted.mp4'));

  expect((await stat(part.path)).size).toBe(part.probe.sizeBytes);
  expect(part.readBytes).toBeGreaterThan(part.probe.sizeBytes / 2);
});

/** Pictures of one size, shown in another order than they are decoded, and each a key frame. */
function samplesOf(later: number[], keys: number[] | null): Samples {
  const count = later.length;
  return {
    ...{ count, keys },
    decoded: Float64Array.from({ length: count + 1 }, (_, sample) => sample * 10),
    later: Int32Array.from(later),
    bytes: new Uint32Array(count).fill(100),
    at: Float64Array.from({ length: count }, (_, sample) => sample * 100),
    entry: new Uint32Array(count).fill(1),
  };
}

const UNCUT = { offsetTicks: 0, from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, startTicks: 0 };

test('key frames that are shown in another order than they are decoded are not cut at', () => {
  const samples = samplesOf([20, 0, 10, 10, 10], [0, 1, 2, 3, 4]);

  expect(() => choosePictures(samples, UNCUT, { from: 0, to: 30 })).toThrow(/in another order/);
});

test('a part begins at the key frame ahead of it, with pictures beside it, and ends with the last that is needed', () => {
  const samples = samplesOf([20, 50, 20, 0, 10, 20, 50, 20, 0, 10], [0, 5]);

  expect(choosePictures(samples, UNCUT, { from: 90, to: 100 })).toEqual({
    ...{ from: 5, to: 10, shownFrom: 70, shownTo: 120 },
  });
  expect(choosePictures(samples, UNCUT, { from: 90, to: 100 }, 0)).toMatchObject({ to: 8, shownTo: 100 });
});
