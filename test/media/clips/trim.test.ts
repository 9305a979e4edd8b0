import { execFile } from 'node:child_process';
import { mkdtemp, open, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFile } from '../../../lab/support/clip.ts';
import { barCodeSource } from '../../../lab/support/marks/barCodeSource.ts';
import { beepSource } from '../../../lab/support/marks/beepSource.ts';
import { readBarCodes } from '../../../lab/support/marks/readBarCodes.ts';
import { readBeeps } from '../../../lab/support/marks/readBeeps.ts';
import { toolFfmpeg } from '../../../lab/support/supportedFfmpegs.ts';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';
import type { Trim } from '../../../media/clips/plan/planTrim.ts';
import { fileRange } from '../../../media/containers/bytes/fileRange.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import type { Bench } from '../../../media/run/bench.ts';
import { runWatchedFfmpeg } from '../../../media/run/runWatchedFfmpeg.ts';
import { prepareTrimmed } from '../../../pipeline/kinds/prepareTrimmed.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';

const preset: VideoPreset = {
  ...((await choosePresets(['720p'])).get('720p') as VideoPreset),
  encoderSpeed: 'ultrafast',
};

const SECONDS = 6;
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '45', '-bf', '2', '-pix_fmt', 'yuv420p'];
const FRAGMENTS = ['-movflags', '+frag_keyframe+empty_moov+default_base_moof'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-trim-'));
});

const opened: { close(): Promise<void> }[] = [];
afterAll(() => Promise.all(opened.map(file => file.close())));

/** A film of 30 frames a second, each with its number, and a beep at each full second. */
async function film(
  name: string,
  args: string[] = H264,
  sound: string[] | null = ['-c:a', 'aac'],
  seconds = SECONDS,
) {
  const path = join(folder, name);
  await makeFile(path, [
    ...['-f', 'lavfi', '-i', barCodeSource({ rate: '30', seconds, height: 180 })],
    ...(sound ? ['-f', 'lavfi', '-i', beepSource({ seconds })] : []),
    ...[...args, ...(sound ?? [])],
  ]);
  return path;
}

async function trimmed(path: string, trim: Trim) {
  const file = await open(path);
  opened.push(file);
  const { size: sizeBytes } = await file.stat();
  const source = { bucket: 'in', key: 'film', version: 'v1', sizeBytes };
  const prepared = prepareTrimmed(await probeFile(path), preset, { source, trim });
  const scratch = await mkdtemp(join(folder, 'made-'));
  const bin = findFfmpeg(process.env);
  const bench: Bench = {
    ...{ folder: scratch, input: join(scratch, 'none') },
    run: (args, more) => runWatchedFfmpeg({ bin, args, cwd: scratch, deadlineMs: 60_000, ...more }),
    ...{ onIncomplete: 'make', progressSeconds: 1, onProgress: () => {} },
  };
  let readBytes = 0;
  const read = fileRange(file);
  const { files, facts } = await prepared.make(bench, {
    readRange: (_source, offset, length) => {
      readBytes += length;
      return read(offset, length);
    },
  });
  const [made] = files;
  return { prepared, facts, readBytes, path: made?.path ?? '', codes: await readBarCodes(made?.path ?? '') };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

/** Files in which the same moment of a film has the same number. */
const FILES: [string, string, string[]?][] = [
  ['MP4', 'a.mp4'],
  ['MP4 in which all comes late', 'late.mp4', [...H264, '-output_ts_offset', '1']],
  ['QuickTime', 'a.mov'],
  ['Matroska', 'a.mkv'],
  ['Matroska whose clock begins late', 'late.mkv', [...H264, '-output_ts_offset', '7']],
  ['WebM', 'a.webm', ['-c:v', 'libvpx', '-deadline', 'realtime', '-g', '45', '-c:a', 'libopus']],
  ['MPEG-TS', 'a.ts'],
];

test.each(FILES)('a part of %s has the frames and the sound between its moments', async (_, name, args) => {
  const sound = args?.includes('-c:a') ? [] : ['-c:a', 'aac'];
  const path = await film(name, args, sound);

  const middle = await trimmed(path, { from: 1.345, to: 4.21 });

  expect(middle.codes).toEqual(range(41, 127));
  const beeps = (await readBeeps(middle.path)).map(seconds => seconds + 41 / 30);
  expect(beeps.map(Math.round)).toEqual([2, 3, 4]);
  for (const beep of beeps) expect(Math.abs(beep - Math.round(beep))).toBeLessThan(0.03);
  expect(middle.facts.durationSeconds).toBeCloseTo(2.865, 1);
});

test.each(['ends.mp4', 'ends.ts'])('a part of %s begins with the film, or ends with it', async name => {
  const path = await film(name);

  const rest = await trimmed(path, { from: 4.5 });
  const head = await trimmed(path, { to: 1 });

  expect(rest.codes.slice(0, 45)).toEqual(range(135, 180));
  expect(rest.codes.length).toBeLessThanOrEqual(47);
  expect(head.codes).toEqual(range(0, 30));
});

/** Files whose muxer puts pictures off by what the encoders of sound and pictures put ahead. */
const LATE: [string, string[], string[]?][] = [
  ['a.flv', H264],
  ['a.avi', ['-c:v', 'mjpeg', '-q:v', '3'], ['-c:a', 'pcm_s16le']],
  ['f.mp4', [...H264, '-bf', '0', ...FRAGMENTS]],
];

test.each(LATE)(
  'a part of %s, which shows its pictures late, is a frame off at most',
  async (name, args, sound) => {
    const { codes } = await trimmed(await film(name, args, sound), { from: 2, to: 3 });

    expect(codes).toHaveLength(30);
    for (const [at, code] of codes.entries()) expect(Math.abs(code - 60 - at)).toBeLessThanOrEqual(1);
  },
);

test('a part across the seam of two streams that were joined has the end of one and the start of the other', async () => {
  const one = await readFile(await film('seam.ts'));
  const path = join(folder, 'joined.ts');
  await writeFile(path, Buffer.concat([one, one]));

  const { codes } = await trimmed(path, { from: 5, to: 7 });

  const seam = codes.indexOf(0);
  expect(Math.abs(seam - 30)).toBeLessThanOrEqual(1);
  expect(codes.slice(0, 29)).toEqual(range(150, 179));
  expect(codes.slice(seam, 58)).toEqual(range(0, 58 - seam));
});

test('pictures that change their shape on the way do so at the same picture of the part', async () => {
  const shot = async (aspect: string, offset: string) => {
    const path = join(folder, `${offset}.ts`);
    const white = ['-f', 'lavfi', '-i', 'color=white:size=720x576:rate=25:duration=1.2'];
    await makeFile(path, [
      ...white,
      ...['-c:v', 'mpeg2video', '-aspect', aspect, '-g', '12', '-output_ts_offset', offset],
    ]);
    return await readFile(path);
  };
  const path = join(folder, 'shapes.ts');
  await writeFile(path, Buffer.concat([await shot('4:3', '10'), await shot('16:9', '11.2')]));

  const made = await trimmed(path, { from: 0.6, to: 2 });

  const { stdout } = await promisify(execFile)(
    toolFfmpeg(),
    ['-v', 'error', '-i', made.path, '-vf', 'crop=iw:8:0:0,scale=1:1,format=gray', '-f', 'rawvideo', '-'],
    { encoding: 'buffer' },
  );
  const bars = [...stdout].map(luma => luma < 100);
  expect(bars).toEqual([...Array(15).fill(false), ...Array(20).fill(true)]);
});

test('an end that is later than the film is the end of the film, and told', async () => {
  const { codes, prepared } = await trimmed(await film('end.mp4', H264, null), { from: 5, to: 60 });

  expect(codes).toEqual(range(150, 180));
  expect(prepared.plan.warnings).toEqual(['It was to be trimmed at 60 s, and ends at 6 s.']);
});

test('a beginning after the end is refused with both numbers', async () => {
  const path = await film('past.mp4', H264, null);

  await expect(trimmed(path, { from: 9 })).rejects.toMatchObject({
    code: 'past-the-end',
    message: 'trim.from: 9 s is past the end of "film", which has 6 s.',
  });
});

test('a part of a recording whose end is missing is told to be cut short only where it lacks something', async () => {
  const path = await film('cut.mkv');
  const file = await open(path);
  const { size } = await file.stat();
  await file.close();
  await truncate(path, Math.floor(size * 0.8));

  const within = await trimmed(path, { from: 1, to: 2 });
  const beyond = await trimmed(path, { from: 3 });

  expect(within.facts.incomplete).toBeUndefined();
  expect(within.codes).toEqual(range(30, 60));
  expect(beyond.facts.incomplete).toMatchObject({ seconds: expect.any(Number) });
});

test('a picture that stands for long is seen from the beginning of the part on', async () => {
  const filters = ['-vf', "select='not(mod(n,30))*lt(n,1)+gte(n,90)*lt(n,120)'", '-fps_mode', 'vfr'];
  const path = await film('still.mp4', [...filters, ...H264]);

  expect((await trimmed(path, { from: 1, to: 4 })).codes).toEqual([...Array(60).fill(0), ...range(90, 120)]);
  expect((await trimmed(path, { from: 1, to: 2 })).codes).toEqual(Array(30).fill(0));
});

test('sound ahead of the first picture is heard, and that picture seen meanwhile', async () => {
  const path = await film('late-picture.mp4', ['-vf', "select='gte(n,45)'", '-fps_mode', 'vfr', ...H264]);

  const { path: made, codes } = await trimmed(path, { to: 2.5 });

  expect(codes).toEqual([...Array(45).fill(45), ...range(45, 75)]);
  expect((await readBeeps(made)).map(Math.round)).toEqual([1, 2]);
});

test('a header that tells a wrong length does not cut anything off', async () => {
  const path = await film('wrong.flv', [...H264, '-flvflags', 'no_duration_filesize'], null);

  const { codes } = await trimmed(path, { from: 4 });

  expect(codes).toEqual(range(120, 180));
});

test('of a long film no more is read than the part needs', async () => {
  const args = [...['-vf', 'noise=alls=20:allf=t'], ...H264, '-qp', '10', '-movflags', '+faststart'];
  const path = await film('long.mp4', args, null, 40);
  const file = await open(path);
  const { size } = await file.stat();
  await file.close();

  const { readBytes, codes } = await trimmed(path, { from: 3, to: 3.5 });

  expect(codes).toEqual(range(90, 105));
  expect(readBytes).toBeLessThan(size / 4);
});
