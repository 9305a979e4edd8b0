import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ffmpeg, makeFile } from '../../lab/support/clip.ts';
import { cornersOf, quarters } from '../../lab/support/corners.ts';
import { probeFile } from '../../media/probe/probeFile.ts';
import { contentAt } from '../fixtures/boxes.ts';
import { type Encoded, encodeFile } from '../fixtures/encodeFile.ts';
import { film as preset } from '../fixtures/smallPresets.ts';

/** How far into `tkhd`'s content the flags end, and into `hdlr`'s the kind of track stands (ISO 14496-12). */
const FLAGS_AT = 3;
const KIND_AT = 8;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-tracks-'));
});

const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const lavfi = (graph: string) => ['-f', 'lavfi', '-i', graph];
const film = () => quarters(320, 180, 1);
const red = (size: string, rate = 25) => `color=c=red:size=${size}:rate=${rate}:duration=1`;
const tone = (hertz: number) => `sine=frequency=${hertz}:sample_rate=48000:duration=1`;

async function make(name: string, inputs: string[], args: string[], patch?: (bytes: Buffer) => void) {
  const path = join(folder, name);
  const maps = inputs.flatMap((_, index) => ['-map', String(index)]);
  await makeFile(path, [...inputs.flatMap(lavfi), ...maps, ...args]);
  if (!patch) return path;
  const bytes = await readFile(path);
  patch(bytes);
  await writeFile(path, bytes);
  return path;
}

/** Switches the tracks of a file on or off, in their order. */
function enable(bytes: Buffer, ...flags: number[]): void {
  flags.forEach((flag, nth) => {
    bytes[contentAt(bytes, 'tkhd', nth) + FLAGS_AT] = flag;
  });
}

/** Writes over the nth sample entry of a type. */
function rename(bytes: Buffer, entry: string, to: string, nth = 0): void {
  const tables = contentAt(bytes, 'moov');
  bytes.write(to, tables + contentAt(bytes.subarray(tables), entry, nth) - 4, 'latin1');
}

async function expectFilm({ path, plan }: Encoded): Promise<void> {
  expect([plan.video.width, plan.video.height]).toEqual([320, 180]);
  expect(await cornersOf(path, { width: 320, height: 180 })).toEqual(['red', 'lime', 'blue', 'white']);
}

/** How often the sound's left side goes through zero, upwards, in a second. */
async function hertzOf(path: string): Promise<number> {
  const raw = await ffmpeg(['-i', path, '-map', '0:a', '-ac', '1', '-ar', '48000', '-f', 's16le', '-']);
  let crossings = 0;
  for (let at = 2; at + 2 <= raw.length; at += 2) {
    if (raw.readInt16LE(at - 2) < 0 && raw.readInt16LE(at) >= 0) crossings += 1;
  }
  return crossings / (raw.length / 2 / 48_000);
}

describe('the film is made, not what stands before it', () => {
  test.each([
    ['disabled.mov', [red('640x360'), film()], [...X264], (bytes: Buffer) => enable(bytes, 0, 7)],
    [
      'disabled.mp4',
      [red('640x360'), film(), tone(440)],
      [...X264],
      (bytes: Buffer) => enable(bytes, 0, 7, 7),
    ],
    [
      'auxiliary.mp4',
      [red('640x360'), film()],
      X264,
      (bytes: Buffer) => void bytes.write('auxv', contentAt(bytes, 'hdlr') + KIND_AT, 'latin1'),
    ],
    ['unknown.mp4', [red('640x360'), film()], X264, (bytes: Buffer) => rename(bytes, 'avc1', 'zraw')],
    [
      'still.mkv',
      [red('640x360', 1), film(), tone(440)],
      [...X264, '-c:v:0', 'mjpeg', '-pix_fmt:v:0', 'yuvj420p'],
    ],
    ['still.mp4', [red('640x360', 1), film()], [...X264, '-c:v:0', 'mjpeg', '-pix_fmt:v:0', 'yuvj420p']],
    ['smaller.ts', [red('160x90'), film()], X264],
    ['smaller.avi', [red('160x90'), film()], [...X264, '-c:v', 'mpeg4']],
    ['smaller.wmv', [red('160x90'), film()], ['-c:v', 'wmv2', '-b:v', '2M']],
  ])('%s', async (name, inputs, args, patch?: (bytes: Buffer) => void) => {
    await expectFilm(await encodeFile(await make(name, inputs, args, patch), preset));
  });

  test('of nothing but what cannot be decoded, nothing is', async () => {
    const path = await make('alone.mov', [film()], X264, bytes => rename(bytes, 'avc1', 'zraw'));

    await expect(encodeFile(path, preset)).rejects.toMatchObject({ failureClass: 'input', code: 'codec' });
  });
});

describe('its sound goes with it', () => {
  const both = [film(), tone(440), tone(880)];

  test.each([
    ['disabled.mov', 880, [...X264, '-c:a', 'aac'], (bytes: Buffer) => enable(bytes, 7, 0, 7)],
    ['disabled-pcm.mov', 880, [...X264, '-c:a', 'pcm_s16le'], (bytes: Buffer) => enable(bytes, 7, 0, 7)],
    ['second.mp4', 440, [...X264, '-c:a', 'aac'], undefined],
    ['apac.mov', 880, [...X264, '-c:a', 'aac'], (bytes: Buffer) => rename(bytes, 'mp4a', 'apac')],
    ['ac4.mp4', 880, [...X264, '-c:a', 'aac'], (bytes: Buffer) => rename(bytes, 'mp4a', 'ac-4')],
    ['yamaha.mkv', 880, [...X264, '-c:a:0', 'adpcm_yamaha', '-c:a:1', 'aac'], undefined],
    [
      'default.mkv',
      880,
      [...X264, '-c:a', 'aac', '-disposition:a:0', '0', '-disposition:a:1', 'default'],
      undefined,
    ],
    ['comment.mkv', 880, [...X264, '-c:a', 'aac', '-disposition:a:0', 'comment+default'], undefined],
    ['first.ts', 440, [...X264, '-c:a', 'mp2'], undefined],
    ['first.mpg', 440, ['-c:v', 'mpeg2video', '-c:a', 'ac3'], undefined],
  ])('%s: %d Hz', async (name, hertz, args, patch) => {
    const { path } = await encodeFile(await make(`sound-${name}`, both, args, patch), preset);

    expect(Math.abs((await hertzOf(path)) - hertz)).toBeLessThan(hertz / 8);
  });

  test.each([
    ['apac.mov', ['-c:a', 'aac'], 'mp4a', 'apac'],
    ['ac4.mp4', ['-c:a', 'aac'], 'mp4a', 'ac-4'],
    ['float.mov', ['-c:a', 'pcm_f32le'], 'fl32', 'fpcm'],
  ])(
    '%s has none that can be decoded: the film is made without, and the plan says so',
    async (name, args, entry, to) => {
      const path = await make(`none-${name}`, [film(), tone(440)], [...X264, ...args], bytes =>
        rename(bytes, entry, to),
      );

      const { plan, output } = await encodeFile(path, preset);

      expect(output.audio).toBeNull();
      expect(plan.warnings).toEqual([expect.stringContaining(to)]);
    },
  );
});

describe('a brand says nothing', () => {
  test.each([
    'iso6',
    'iso9',
    'dash',
    'cmfc',
    'XAVC',
    'pana',
    'CAEP',
    'niko',
    '3g2b',
    'hvc1',
    'av01',
    '\0\0\0\0',
    'mif1',
  ])('%j is taken by its boxes', async brand => {
    const path = await make(
      `brand-${Buffer.from(brand).toString('hex')}.mp4`,
      [film(), tone(440)],
      X264,
      bytes => {
        bytes.write(brand, 8, 'latin1');
        bytes.write(brand, 16, 'latin1');
      },
    );

    expect(await probeFile(path)).toMatchObject({
      container: 'mp4',
      video: { width: 320 },
      audio: { codec: 'aac' },
    });
  });

  test.each(['free', 'skip', 'wide', 'pnot'])(
    'nor does it lack: an old QuickTime that begins with %s',
    async first => {
      const path = await make(
        `first-${first}.mov`,
        [film()],
        X264,
        bytes => void bytes.write(first, 4, 'latin1'),
      );

      await expectFilm(await encodeFile(path, preset));
    },
  );

  test.each(['mjp2', 'CRAW'])('a photograph in tracks of %s is no film', async entry => {
    const path = await make(`photo-${entry}.mp4`, [film()], X264, bytes => {
      bytes.write('crx ', 8, 'latin1');
      rename(bytes, 'avc1', entry);
    });

    await expect(probeFile(path)).rejects.toMatchObject({ code: 'container' });
  });
});
