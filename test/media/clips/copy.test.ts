import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { ClipPart, ClipSource } from '../../../media/clips/clipPart.ts';
import { copyClip } from '../../../media/clips/copy/copyClip.ts';
import { copyObstacle, prepareCopy } from '../../../media/clips/copy/prepareCopy.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import { benchFor } from '../segments/inPieces.ts';
import { clipSource } from './muxers.ts';
import { during, ffmpeg, packetsOfPart, picturesIn, type Shown } from './packets.ts';

const SECONDS = 4;
const X264 = [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-g',
  '30',
  '-bf',
  '2',
  '-b_strategy',
  '0',
  '-pix_fmt',
  'yuv420p',
];

let folder = '';
let sources: ClipSource[] = [];

/** A recording of a camera: its pictures go on from `first`. */
async function record(name: string, first: number, args: string[] = []): Promise<ClipSource> {
  const path = join(folder, name);
  ffmpeg([
    ...[
      '-f',
      'lavfi',
      '-i',
      `testsrc2=s=96x64:r=30:d=${first + SECONDS},trim=start=${first},setpts=PTS-STARTPTS`,
    ],
    ...['-f', 'lavfi', '-i', `sine=f=${300 + first * 100}:r=48000:d=${SECONDS}`],
    ...[...X264, '-c:a', 'aac', '-ac', '1', ...args, path],
  ]);
  return await clipSource(path);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-copies-'));
  sources = [await record('a.mp4', 0), await record('b.mp4', SECONDS)];
}, 60_000);

/** From the middle of a group in the first recording to the middle of one in the second. */
const PARTS: ClipPart[] = [
  { source: 0, fromSeconds: 1.4, toSeconds: SECONDS, atSeconds: 0 },
  { source: 1, fromSeconds: 0, toSeconds: 2.5, atSeconds: SECONDS - 1.4 },
];

const whole = async (name: string) => {
  const path = join(folder, name);
  return { path, probe: await probeFile(path), opened: { ownClock: true }, offsetSeconds: 0 };
};

const moved = (shown: Shown[], micros: number) =>
  shown.map(one => ({ ...one, micros: one.micros + Math.round(micros) }));

test('the pictures of a copied clip are those of its sources, each at its time, and no other is shown', async () => {
  const plan = await prepareCopy(sources, PARTS);
  const made = await copyClip(plan, await benchFor(join(folder, 'a.mp4')));
  const copied = { path: made.path, probe: made.probed, opened: {}, offsetSeconds: 0 };

  const first = during(picturesIn(await whole('a.mp4')), { fromSeconds: 1.4, toSeconds: SECONDS });
  const second = during(picturesIn(await whole('b.mp4')), { fromSeconds: 0, toSeconds: 2.5 });
  expect(picturesIn(copied)).toEqual([...moved(first, -1.4e6), ...moved(second, (SECONDS - 1.4) * 1e6)]);
  expect(plan.leadInSeconds).toBeCloseTo(0.4, 5);
  expect(plan.seconds).toBeCloseTo(SECONDS - 1.4 + 2.5, 3);
  expect(made.probed.faststart).toBe(true);
});

test('the last picture of a copied clip is shown, though its clock is as coarse as its frames', async () => {
  const coarse = await record('coarse.mp4', 0, ['-video_track_timescale', '30']);
  // In binary fractions 1.1 s is a little more than 33 frames.
  const part = { source: 0, fromSeconds: 1.1, toSeconds: 2.55, atSeconds: 0 };

  const plan = await prepareCopy([coarse], [part]);
  const made = await copyClip(plan, await benchFor(join(folder, 'coarse.mp4')));

  const copied = { path: made.path, probe: made.probed, opened: {}, offsetSeconds: 0 };
  const frames = picturesIn(copied).map(({ micros }) => Math.round((micros * 30) / 1e6));
  expect(frames).toEqual(Array.from({ length: 77 - 33 }, (_, frame) => frame));
});

test('the sound of a copied clip is heard within half a frame of when it was, without a hole', async () => {
  const made = await copyClip(await prepareCopy(sources, PARTS), await benchFor(join(folder, 'a.mp4')));
  const { sounds } = packetsOfPart({
    path: made.path,
    probe: made.probed,
    opened: { ownClock: true },
    offsetSeconds: 0,
  });
  const known = [
    ...moved(packetsOfPart(await whole('a.mp4')).sounds, -1.4e6),
    ...moved(packetsOfPart(await whole('b.mp4')).sounds, (SECONDS - 1.4) * 1e6),
  ];
  const steps = sounds.slice(1).map(({ micros }, at) => micros - (sounds[at]?.micros ?? 0));

  const frame = (1_024 * 1e6) / 48_000;
  for (const { micros, checksum } of sounds) {
    const isItsTime = (one: Shown) =>
      one.checksum === checksum && Math.abs(one.micros - micros) <= frame / 2 + 21;
    expect(known.some(isItsTime)).toBe(true);
  }
  for (const step of steps) expect(Math.abs(step - frame)).toBeLessThan(1);
  expect(sounds.at(-1)?.micros).toBeGreaterThan((SECONDS - 1.4 + 2.5) * 1e6 - 45_000);
});

test('sound does not drift from join to join', async () => {
  const times = Array.from({ length: 8 }, (_, at) => (at % 3) + (at % 2 ? 0 : 1));
  const parts = times.map((from, at) => ({
    source: 0,
    fromSeconds: from,
    toSeconds: from + 1,
    atSeconds: at,
  }));

  const made = await copyClip(await prepareCopy(sources, parts), await benchFor(join(folder, 'a.mp4')));

  const { sounds } = packetsOfPart({
    ...{ path: made.path, probe: made.probed, opened: { ownClock: true }, offsetSeconds: 0 },
  });
  const known = packetsOfPart(await whole('a.mp4')).sounds;
  const frame = (1_024 * 1e6) / 48_000;
  for (const [at, { micros, checksum }] of sounds.entries()) {
    expect(Math.abs(micros - (sounds[0]?.micros ?? 0) - at * frame)).toBeLessThan(50);
    const part = Math.min(parts.length - 1, Math.max(0, Math.floor((micros + frame / 2) / 1e6)));
    const around = [part - 1, part, part + 1].flatMap(one => (times[one] === undefined ? [] : [one]));
    const off = around.flatMap(one =>
      known
        .filter(packet => packet.checksum === checksum)
        .map(packet => Math.abs(packet.micros - (times[one] ?? 0) * 1e6 + one * 1e6 - micros)),
    );
    expect(Math.min(...off)).toBeLessThanOrEqual(frame / 2 + 50);
  }
});

test.each([
  { says: /Part 2 does not begin at a key frame/, part: { fromSeconds: 0.5 } },
  { says: /gap between two parts/, part: { atSeconds: SECONDS } },
  { says: /pictures of one part are decoded after/, part: { atSeconds: 1 } },
])('parts that do not fit are not joined: $says', async ({ says, part }) => {
  const [first, second] = PARTS as [ClipPart, ClipPart];

  await expect(prepareCopy(sources, [first, { ...second, ...part }])).rejects.toThrow(says);
});

test('a part that ends between pictures that need one another is not joined to the next', async () => {
  const parts = PARTS.map(part => (part.source === 0 ? { ...part, toSeconds: 3 + 1 / 30 + 0.001 } : part));

  await expect(prepareCopy(sources, parts)).rejects.toThrow(/ends between pictures/);
});

test('recordings that are encoded in another way are not joined', async () => {
  const other = await record('other.mp4', SECONDS, ['-bf', '0', '-refs', '1']);

  await expect(prepareCopy([sources[0] as ClipSource, other], PARTS)).rejects.toThrow(/not encoded alike/);
});

test('a part without a picture is not copied', async () => {
  const none = [{ source: 0, fromSeconds: 1.001, toSeconds: 1.01, atSeconds: 0 }];

  await expect(prepareCopy(sources, none)).rejects.toThrow('No picture is shown at that time.');
});

test("sound that is described in QuickTime's way is not put into an MP4", async () => {
  const path = join(folder, 'a.mov');
  ffmpeg(['-i', join(folder, 'a.mp4'), '-c', 'copy', path]);
  const alone = [{ source: 0, fromSeconds: 0, toSeconds: 1, atSeconds: 0 }];

  await expect(prepareCopy([await clipSource(path)], alone)).rejects.toThrow(/QuickTime/);
});

test('what is known without an index is told first', async () => {
  const [{ probe }] = sources as [ClipSource];

  expect(copyObstacle([probe, probe])).toBeNull();
  expect(copyObstacle([{ ...probe, container: 'ts' }])).toBe('A ts file has no index of its pictures.');
  expect(copyObstacle([probe, { ...probe, video: { ...probe.video, width: 48 } }])).toBe(
    'The parts are of 96x64 and of 48x64.',
  );
  expect(copyObstacle([probe, { ...probe, audio: null }])).toBe('Not all parts have sound.');
});
