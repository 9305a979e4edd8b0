import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { fetchPart } from '../../../media/clips/fetch/fetchPart.ts';
import { hasSetup } from '../../../media/clips/fetch/stream/hasSetup.ts';
import { clipSource } from './muxers.ts';
import { during, ffmpeg, missing, packetsOfPart, packetsOfWhole, picturesIn } from './packets.ts';

let folder = '';
let film = '';

/** Noise, so that a few seconds are larger than what is read whole. */
const NOISE = 'testsrc2=s=320x180:r=30:d=8,noise=alls=80:allf=t';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-streams-'));
  film = join(folder, 'film.mp4');
  ffmpeg([
    ...['-f', 'lavfi', '-i', NOISE, '-f', 'lavfi', '-i', 'sine=f=440:r=48000:d=8'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '8M', '-g', '30', '-bf', '2', '-b_strategy', '0'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', film],
  ]);
}, 60_000);

function streamOf(name: string, ...args: string[]): string {
  const path = join(folder, name);
  ffmpeg(['-i', film, '-c', 'copy', ...args, '-f', 'mpegts', path]);
  return path;
}

const PARTS = [
  { fromSeconds: 0, toSeconds: 1 },
  { fromSeconds: 3.4, toSeconds: 4.1 },
  { fromSeconds: 7, toSeconds: 60 },
];

test.each([
  { packets: '188', args: [] },
  { packets: '192', args: ['-mpegts_m2ts_mode', '1'] },
])(
  'of a stream of packets of $packets bytes all that a part needs is fetched, with its times',
  async ({ packets, args }) => {
    const path = streamOf(`${packets}.ts`, ...args);
    const source = await clipSource(path);

    for (const range of PARTS) {
      const part = await fetchPart(source, range, join(folder, 'part.ts'));
      const whole = packetsOfWhole(path, source.probe, part.offsetSeconds);
      const fetched = packetsOfPart(part);

      expect((await stat(part.path)).size).toBe(part.probe.sizeBytes);
      expect(part.probe.sizeBytes).toBeLessThan(source.sizeBytes);
      expect(whole.pictures[0]?.micros).toBe(0);
      expect(missing(fetched.pictures, whole.pictures)).toEqual([]);
      expect(missing(during(whole.pictures, range), fetched.pictures)).toEqual([]);
      expect(missing(during(whole.sounds, range), fetched.sounds)).toEqual([]);
    }
  },
);

test('a part decodes to what the whole shows', async () => {
  const path = streamOf('decoded.ts');
  const source = await clipSource(path);
  const [, range = { fromSeconds: 0, toSeconds: 0 }] = PARTS;
  const part = await fetchPart(source, range, join(folder, 'decoded-part.ts'));
  const whole = { ...part, path, probe: source.probe };

  expect(during(picturesIn(part), range)).toEqual(during(picturesIn(whole), range));
});

test('a stream whose clock begins anew on the way is brought whole', async () => {
  const source = await clipSource(streamOf('wrap.ts', '-output_ts_offset', String(2 ** 33 / 90_000 - 4)));
  const part = await fetchPart(source, { fromSeconds: 1, toSeconds: 2 }, join(folder, 'wrap-part.ts'));

  expect(part.probe).toBe(source.probe);
});

test('a stream whose clock is set back on the way is brought whole', async () => {
  const path = join(folder, 'joined.ts');
  const bytes = await readFile(streamOf('once.ts'));
  await writeFile(path, Buffer.concat([bytes, bytes]));
  const source = await clipSource(path);
  const part = await fetchPart(source, { fromSeconds: 1, toSeconds: 2 }, join(folder, 'joined-part.ts'));

  expect(part.probe).toBe(source.probe);
});

test('a picture sets up its decoder where the parameters stand ahead of it', () => {
  const h264 = Buffer.from('000001e0000001096700000001674d4015', 'hex');

  expect(hasSetup('h264', h264)).toBe(true);
  expect(hasSetup('h264', h264.subarray(0, 10))).toBe(false);
  expect(hasSetup('hevc', Buffer.from('0000014201', 'hex'))).toBe(true);
  expect(hasSetup('mpeg2video', Buffer.from('000001b3', 'hex'))).toBe(true);
  expect(hasSetup('vp9', h264)).toBe(false);
});

test.each(['mp4', 'ts'])(
  'of a long %s less is read than three times what a part has, and less is written',
  async suffix => {
    const path = join(folder, `long.${suffix}`);
    ffmpeg(['-stream_loop', '9', '-i', film, '-c', 'copy', path]);
    const source = await clipSource(path);
    const range = { fromSeconds: 50, toSeconds: 60 };
    const own = (source.sizeBytes / 80) * 10;
    const part = await fetchPart(source, range, join(folder, `long-part.${suffix}`));

    expect(part.readBytes).toBeLessThan(3 * own);
    expect((await stat(part.path)).size).toBeLessThan(2 * own);
    expect(during(packetsOfPart(part).pictures, range).length).toBeGreaterThan(290);
  },
);
