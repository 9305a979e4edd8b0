import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { choosePresets } from '../../presets/index.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import { throughMedia } from '../corpus/throughMedia.ts';
import { ffmpeg, makeClip } from '../fixtures/clip.ts';

const presets = await choosePresets(['720p', 'thumbnails']);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-incomplete-'));
});

const take = (path: string, preset: string) => throughMedia(path, presets.get(preset) as Preset, folder);

/** What becomes of a file's first part. */
async function verdictsOf(path: string, part: number): Promise<string[]> {
  const bytes = await readFile(path);
  const cut = join(folder, `cut-${part}-${path.split('/').pop()}`);
  await writeFile(cut, bytes.subarray(0, Math.round(bytes.length * part)));
  return [(await take(cut, '720p')).got, (await take(cut, 'thumbnails')).got];
}

const TRUNCATED = ['refuse:truncated', 'refuse:truncated'];
const ACCEPTED = ['accept', 'accept'];

test('an FLV shorter than it declares is incomplete', async () => {
  const path = join(folder, 'film.flv');
  await makeClip(path, { seconds: 6, args: ['-g', '30', '-flvflags', 'add_keyframe_index'] });

  expect(await verdictsOf(path, 1)).toEqual(ACCEPTED);
  expect(await verdictsOf(path, 0.4)).toEqual(TRUNCATED);
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
