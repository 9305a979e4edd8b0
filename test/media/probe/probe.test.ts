import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ffmpeg, makeClip } from '../../../lab/support/clip.ts';
import { probe } from '../../../media/probe/probe.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-probe-'));
});

test('a clip’s facts', async () => {
  const found = await probeFile(await makeClip(join(folder, 'a.mp4'), { rate: '30000/1001', seconds: 2 }));

  expect(found).toMatchObject({
    container: 'mp4',
    encrypted: false,
    faststart: false,
    video: {
      streamIndex: 0,
      codec: 'h264',
      width: 320,
      height: 240,
      rotation: 0,
      pixelAspect: 1,
      fps: 30_000 / 1001,
      variableFps: false,
      frameCount: 60,
      interlaced: false,
      bitDepth: 8,
      chroma: '4:2:0',
      durationSeconds: 2.002,
    },
    audio: { streamIndex: 0, codec: 'aac', channels: 1, sampleRateHz: 48_000 },
  });
});

test.each([25, '24000/1001', 50])('a transport stream that declares no rate still runs at %s', async rate => {
  const path = await makeClip(join(folder, `${String(rate).replace('/', '-')}.ts`), { rate, seconds: 2 });
  const [num = 0, den = 1] = String(rate).split('/').map(Number);

  const { video } = await probeFile(path);

  expect(video?.fps).toBeCloseTo(num / den, 1);
  expect(video?.variableFps).toBe(false);
});

test.each([
  ['ts', {}],
  ['mpg', {}],
  ['mpg', { codec: 'mpeg1video' }],
])('a long .%s file tells its length though hardly any of it is read', async (extension, options) => {
  const path = join(folder, `long-${JSON.stringify(options).length}.${extension}`);
  await makeClip(path, {
    ...options,
    rate: 25,
    seconds: 6,
    args: ['-vf', 'noise=alls=60:allf=t', '-b:v', '12M', '-maxrate', '12M', '-bufsize', '2M'],
  });

  const found = await probeFile(path);

  expect(found.sizeBytes).toBeGreaterThan(5 * 1024 * 1024);
  expect(found.video?.durationSeconds).toBeCloseTo(6, 1);
  expect(found.video?.fps).toBeCloseTo(25, 2);
});

test('the default sound is chosen over the first, and cover art is not video', async () => {
  const [clip, cover, path] = ['b.mp4', 'cover.png', 'both.mp4'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await makeClip(clip);
  await ffmpeg(['-i', clip, '-frames:v', '1', cover]);
  await ffmpeg([
    ...['-i', cover, '-i', clip, '-map', '0', '-map', '1:v', '-map', '1:a', '-map', '1:a', '-c', 'copy'],
    ...['-disposition:v:0', 'attached_pic', '-disposition:v:1', 'default'],
    ...['-disposition:a:0', '0', '-disposition:a:1', 'default', path],
  ]);

  const found = await probeFile(path);

  expect(found.video).toMatchObject({ codec: 'h264', streamIndex: 0, width: 320 });
  expect(found.audio?.streamIndex).toBe(1);
});

test('a file is read in few pieces, not many', async () => {
  const path = await makeClip(join(folder, 'long.mp4'), {
    size: '640x360',
    seconds: 6,
    args: ['-b:v', '6M'],
  });
  const bytes = await readFile(path);
  let reads = 0;

  const found = await probe(async (offset, length) => {
    reads += 1;
    return bytes.subarray(offset, offset + length);
  }, bytes.length);

  expect(found.video?.codec).toBe('h264');
  expect(reads).toBeLessThanOrEqual(8);
  expect(found.bytesRead).toBeLessThanOrEqual(bytes.length);
});

test('many files at once share one parser without mixing', async () => {
  const paths = await Promise.all(
    [16, 32, 48].map(n => makeClip(join(folder, `${n}.mp4`), { size: `${n * 10}x${n * 4}`, audio: false })),
  );

  const found = await Promise.all(paths.map(probeFile));

  expect(found.map(({ video }) => video?.width)).toEqual([160, 320, 480]);
});

test.each([
  ['empty', '', 'empty'],
  ['text', 'hello world\n', 'unreadable'],
  ['zeros', Buffer.alloc(65_536), 'unreadable'],
  ['a playlist', '#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n', 'container'],
  ['a file type box alone', Buffer.from('\0\0\0\x10ftypisom\0\0\0\0', 'latin1'), 'unreadable'],
])('%s is refused', async (name, content, code) => {
  const path = join(folder, `${name}.mp4`);
  await writeFile(path, content);

  await expect(probeFile(path)).rejects.toMatchObject({ failureClass: 'input', code });
});

test('sound alone is refused as no-video', async () => {
  const path = join(folder, 'sound.mp4');
  await ffmpeg(['-f', 'lavfi', '-i', 'sine=duration=1', path]);

  await expect(probeFile(path)).rejects.toMatchObject({ failureClass: 'input', code: 'no-video' });
});

test('encrypted video is refused', async () => {
  const path = join(folder, 'encrypted.mp4');
  const key = '76a6c65c5ea762046bd749a2e632ccbb';
  await makeClip(path, {
    args: ['-encryption_scheme', 'cenc-aes-ctr', '-encryption_key', key, '-encryption_kid', key],
  });

  await expect(probeFile(path)).rejects.toMatchObject({ failureClass: 'input', code: 'encrypted' });
});

test('gigabytes of nothing cost no more than the budget', async () => {
  let bytes = 0;
  const zeros = async (_offset: number, length: number) => {
    bytes += length;
    return new Uint8Array(length);
  };

  await expect(probe(zeros, 3 * 1024 ** 3)).rejects.toMatchObject({ code: 'unreadable' });
  expect(bytes).toBeLessThanOrEqual(32 * 1024 * 1024);
});

test('a read that fails is not the file’s fault, and the next file is read as ever', async () => {
  const outage = new Error('connection reset');

  await expect(probe(() => Promise.reject(outage), 1000)).rejects.toBe(outage);
  await expect(probeFile(await makeClip(join(folder, 'after.mp4')))).resolves.toMatchObject({
    container: 'mp4',
  });
});

test.each([
  [true, ['-flags', '+ilme+ildct', '-top', '1'], ',interlace=scan=tff'],
  [false, [], ''],
])('H.264 of the usual speed is told to be interlaced: %s', async (interlaced, args, filter) => {
  const path = join(folder, `scan-${interlaced}.mp4`);
  const source = `testsrc2=size=640x480:rate=50:duration=1${filter}`;
  await makeClip(path, { source, audio: false, args: ['-preset', 'medium', ...args] });

  expect((await probeFile(path)).video?.interlaced).toBe(interlaced);
});
