import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ffmpeg, makeClip } from '../../lab/support/clip.ts';
import { probeFile } from '../../media/probe/probeFile.ts';
import { contentAt } from '../fixtures/boxes.ts';

const FRAGMENTED = ['-movflags', '+frag_keyframe+empty_moov+default_base_moof'];

let folder: string;
/** A fragmented MP4 with sound, and where its first fragment begins. */
let stream: Buffer;
let fragmentAt: number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-pieces-'));
  stream = await readFile(await makeClip(join(folder, 'stream.mp4'), { args: FRAGMENTED }));
  fragmentAt = contentAt(stream, 'moof') - 8;
});

async function refusalOf(name: string, bytes?: Buffer) {
  const path = join(folder, name);
  if (bytes) await writeFile(path, bytes);
  return await probeFile(path).catch(error => error);
}

function branded(bytes: Buffer, brand: string): Buffer {
  const copy = Buffer.from(bytes);
  copy.write(brand, contentAt(copy, 'ftyp'), 'latin1');
  return copy;
}

describe('a piece of a stream is refused by its index, for what it is', () => {
  test.each(['isom', 'iso6', 'cmfc'])('the first, which has no frames, of brand %s', async brand => {
    const init = branded(stream.subarray(0, fragmentAt), brand);

    expect(await refusalOf('init.mp4', init)).toMatchObject({
      code: 'no-frames',
      message: expect.stringMatching(/first piece of a stream/),
    });
  });

  test('a later one, which has no index', async () => {
    expect(await refusalOf('segment.m4s', stream.subarray(fragmentAt))).toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/one segment of a stream/),
    });
  });

  test('all of it is taken', async () => {
    expect(await probeFile(join(folder, 'stream.mp4'))).toMatchObject({
      container: 'mp4',
      incomplete: false,
    });
  });
});

describe('sound or subtitles alone have no video, whatever the brand', () => {
  test.each(['isom', 'iso6', 'dash', 'kddi', '3gp6'])('sound, %s', async brand => {
    const path = join(folder, 'sound.mp4');
    await ffmpeg(['-f', 'lavfi', '-i', 'sine=duration=1', '-c:a', 'aac', ...FRAGMENTED, path]);

    const bytes = branded(await readFile(path), brand);

    expect(await refusalOf(`${brand}.mp4`, bytes)).toMatchObject({ code: 'no-video' });
  });

  test.each(['isom', 'cmfc'])('subtitles, %s', async brand => {
    const text = join(folder, 'a.srt');
    await writeFile(text, '1\n00:00:00,000 --> 00:00:01,000\nHello\n');
    const path = join(folder, 'text.mp4');
    await ffmpeg(['-i', text, '-c:s', 'mov_text', path]);

    const bytes = branded(await readFile(path), brand);

    expect(await refusalOf(`text-${brand}.mp4`, bytes)).toMatchObject({ code: 'no-video' });
  });
});

test.each([
  ['a.h264', ['-c:v', 'libx264'], 'H.264'],
  ['a.m2v', ['-c:v', 'mpeg2video'], 'MPEG video'],
])('a raw stream is told by its name: %s', async (name, codec, what) => {
  await ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=duration=1', ...codec, join(folder, name)]);

  expect(await refusalOf(name)).toMatchObject({
    code: 'container',
    message: `The file is a raw ${what} stream; upload it in a container such as MP4.`,
  });
});
