import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { throughMedia } from '../../../lab/corpus/judge/throughMedia.ts';
import { ffmpeg, makeClip } from '../../../lab/support/clip.ts';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import { encodeFile } from '../../fixtures/encodeFile.ts';
import { film, moments } from '../../fixtures/smallPresets.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-incomplete-'));
});

const take = (path: string, preset: Preset) =>
  throughMedia(path, { preset, bin: findFfmpeg(process.env), scratch: folder });

/** What becomes of a file's first part. */
async function verdictsOf(path: string, part: number): Promise<string[]> {
  const bytes = await readFile(path);
  const cut = join(folder, `cut-${part}-${path.split('/').pop()}`);
  await writeFile(cut, bytes.subarray(0, Math.round(bytes.length * part)));
  return [(await take(cut, film)).got, (await take(cut, moments)).got];
}

const TRUNCATED = ['refuse:truncated', 'refuse:truncated'];
const ACCEPTED = ['accept', 'accept'];

test('of an FLV that was cut off, what is there is made, and marked with what is missing', async () => {
  const path = join(folder, 'film.flv');
  await makeClip(path, { seconds: 6, args: ['-g', '30', '-flvflags', 'add_keyframe_index'] });
  const cut = join(folder, 'cut.flv');
  await writeFile(cut, (await readFile(path)).subarray(0, Math.round((await stat(path)).size * 0.4)));

  expect((await encodeFile(path, film)).incomplete).toBeNull();
  expect((await take(path, moments)).got).toBe('accept');
  const { incomplete, plan } = await encodeFile(cut, film);
  expect(incomplete?.seconds).toBeCloseTo(plan.durationSeconds, 2);
  expect((incomplete?.seconds ?? 0) + (incomplete?.missingSeconds ?? 0)).toBeCloseTo(6, 0);
  expect((await take(cut, moments)).got).toBe('accept');
});

test('an FLV that declares no length, or that of its sound, is taken as it is', async () => {
  const streamed = join(folder, 'streamed.flv');
  await makeClip(streamed, { seconds: 3, args: ['-flvflags', 'no_duration_filesize'] });
  const sound = join(folder, 'sound.flv');
  const inputs = ['-f', 'lavfi', '-i', 'testsrc2=duration=2', '-f', 'lavfi', '-i', 'sine=duration=4'];
  await ffmpeg([...inputs, '-c:v', 'flv', '-c:a', 'aac', sound]);

  expect(await verdictsOf(streamed, 1)).toEqual(ACCEPTED);
  expect(await verdictsOf(sound, 1)).toEqual(ACCEPTED);
});

test('an FLV is held to its own clock, which may start late, and to its pictures, which sound may outlast', async () => {
  const pictures = ['-f', 'lavfi', '-i', 'testsrc2=s=576x324:duration=4,noise=alls=80'];
  const sound = ['-f', 'lavfi', '-i', 'sine=duration=7'];
  // Larger than what MediaInfo reads of a file.
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '12M', '-g', '25', '-c:a', 'aac'];
  const long = join(folder, 'long-sound.flv');
  await ffmpeg([...pictures, ...sound, ...codecs, long]);
  const late = join(folder, 'late.flv');
  await ffmpeg([...pictures, ...sound, ...codecs, '-t', '4', '-output_ts_offset', '100', late]);

  for (const path of [long, late]) {
    expect((await stat(path)).size).toBeGreaterThan(4.5e6);
    const { got, facts } = await take(path, film);
    expect([got, facts]).toMatchObject(['accept', { seconds: expect.closeTo(4, 1) }]);
    expect(await verdictsOf(path, 0.5)).toEqual(ACCEPTED);
  }
});

const FRAGMENTS = 'frag_keyframe+empty_moov+default_base_moof';

/** Cuts ahead of the fragment in the middle: what is left is a row of whole boxes. */
function atFragment(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.indexOf('moof', bytes.length / 2) - 4);
}

/** With a `mehd` of so many milliseconds, as packagers write it and ffmpeg does not. */
function withLength(bytes: Buffer, milliseconds: number): Buffer {
  const header = Buffer.from('000000106d6568640000000000000000', 'hex');
  header.writeUInt32BE(milliseconds, 12);
  const mvex = bytes.indexOf('mvex') + 4;
  const longer = Buffer.concat([bytes.subarray(0, mvex), header, bytes.subarray(mvex)]);
  for (const at of [bytes.indexOf('moov') - 4, mvex - 8]) {
    longer.writeUInt32BE(longer.readUInt32BE(at) + header.length, at);
  }
  return longer;
}

test('a fragmented MP4 that lacks fragments which it lists is truncated', async () => {
  const path = join(folder, 'listed.mp4');
  await makeClip(path, { seconds: 4, args: ['-g', '30', '-movflags', `${FRAGMENTS}+global_sidx`] });
  const cut = join(folder, 'listed-cut.mp4');
  await writeFile(cut, atFragment(await readFile(path)));

  expect(await verdictsOf(path, 1)).toEqual(ACCEPTED);
  expect(await verdictsOf(cut, 1)).toEqual(TRUNCATED);
});

test('a fragmented MP4 that announces more than it has is made as far as it goes, and marked', async () => {
  const path = join(folder, 'told.mp4');
  await makeClip(path, { seconds: 4, args: ['-g', '30', '-movflags', FRAGMENTS] });
  await writeFile(path, withLength(await readFile(path), 4000));
  const cut = join(folder, 'told-cut.mp4');
  await writeFile(cut, atFragment(await readFile(path)));

  expect(await verdictsOf(path, 1)).toEqual(ACCEPTED);
  const { incomplete } = await encodeFile(cut, film);
  expect(incomplete?.seconds).toBeGreaterThan(1.9);
  expect(incomplete?.seconds).toBeLessThan(3.2);
});

test('a fragmented MP4 whose segments are listed one by one is taken as it is', async () => {
  const path = join(folder, 'live.mp4');
  await makeClip(path, { seconds: 4, args: ['-g', '30', '-movflags', 'dash'] });

  expect(await verdictsOf(path, 1)).toEqual(ACCEPTED);
});
