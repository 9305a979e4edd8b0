import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ffmpeg } from '../../lab/support/clip.ts';
import { choosePresets } from '../../presets/index.ts';
import type { VideoPreset } from '../../presets/schema/preset.ts';
import { encodeFile } from '../fixtures/encodeFile.ts';

const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-odd-'));
});

describe('sound that only ffmpeg knows not to be taken is left out, and told', () => {
  const film = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=25:duration=1'];
  const tone = ['-f', 'lavfi', '-i', 'sine=sample_rate=16000:duration=1'];

  test.each([
    ['a.avi', ['-c:v', 'mpeg4', '-c:a', 'g722']],
    ['a.mkv', ['-c:v', 'mpeg4', '-c:a', 'g722']],
  ])('G.722 in %s', async (name, codecs) => {
    const path = join(folder, name);
    await ffmpeg([...film, ...tone, ...codecs, path]);

    expectSilent(await encodeFile(path, preset));
  });

  test('a wave format of somebody’s own in a WMV', async () => {
    const path = join(folder, 'a.wmv');
    await ffmpeg([...film, ...tone, '-c:v', 'wmv2', '-c:a', 'wmav2', path]);
    const bytes = await readFile(path);
    // WMA 2 becomes MetaSound, whose decoder is not on the list.
    bytes.writeUInt16LE(0x0075, bytes.indexOf('61010100', 0, 'hex'));
    await writeFile(path, bytes);

    expectSilent(await encodeFile(path, preset));
  });

  function expectSilent({ plan, output }: Awaited<ReturnType<typeof encodeFile>>): void {
    expect(plan.frames).toBe(25);
    expect(output.audio).toBeNull();
    expect(plan.warnings).toEqual([expect.stringMatching(/^Made without sound/)]);
  }
});

describe('a single picture is a video of one frame', () => {
  test.each([
    ['one.webm', ['-c:v', 'libvpx']],
    ['one.mp4', ['-c:v', 'libx264']],
    ['one.mkv', ['-c:v', 'libx264']],
  ])('%s, whose picture lasts a millisecond', async (name, codec) => {
    const path = join(folder, name);
    await ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=size=64x64:rate=1000', '-frames:v', '1', ...codec, path]);

    const { plan, output } = await encodeFile(path, preset);

    expect(plan.frames).toBe(1);
    expect(output.video?.frameCount).toBe(1);
  });
});
