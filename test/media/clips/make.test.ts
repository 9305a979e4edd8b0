import { mkdtemp, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFile } from '../../../lab/support/clip.ts';
import { barCodeSource } from '../../../lab/support/marks/barCodeSource.ts';
import { beepSource } from '../../../lab/support/marks/beepSource.ts';
import { readBarCodes } from '../../../lab/support/marks/readBarCodes.ts';
import { readBeeps } from '../../../lab/support/marks/readBeeps.ts';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';
import type { ClipPart, ClipSource } from '../../../media/clips/clipPart.ts';
import { makeClip } from '../../../media/clips/make/makeClip.ts';
import { planClip } from '../../../media/clips/plan/planClip.ts';
import { fileRange } from '../../../media/containers/bytes/fileRange.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import type { Bench } from '../../../media/run/bench.ts';
import { runWatchedFfmpeg } from '../../../media/run/runWatchedFfmpeg.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';

const preset: VideoPreset = {
  ...((await choosePresets(['720p'])).get('720p') as VideoPreset),
  encoderSpeed: 'ultrafast',
};

/** What a camera writes: its frames are numbered from `first` on, and at `startSeconds` it begins by the wall clock. */
interface Shot {
  name: string;
  rate: string;
  first?: number;
  startSeconds?: number;
  seconds?: number;
  height?: number;
  args?: string[];
  sound?: string[] | null;
  /** More filters for the pictures. */
  filters?: string;
}

const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '45', '-bf', '2', '-pix_fmt', 'yuv420p'];
const HEVC = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none:keyint=40'];
const AAC = ['-c:a', 'aac'];
const SECONDS = 5;

/** Of recordings of one camera, two of each kind. */
const RECORDED_SECONDS = 3;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-clips-'));
});

const opened: { close(): Promise<void> }[] = [];
afterAll(() => Promise.all(opened.map(file => file.close())));

async function sourceOf({
  name,
  rate,
  first = 0,
  startSeconds = 0,
  seconds = SECONDS,
  ...shot
}: Shot): Promise<ClipSource> {
  const path = join(folder, name);
  const { height = 180, args = H264, sound = AAC, filters } = shot;
  await makeFile(path, [
    ...['-f', 'lavfi', '-i', barCodeSource({ rate, seconds, first, height })],
    ...(sound ? ['-f', 'lavfi', '-i', beepSource({ seconds, startSeconds })] : []),
    ...(filters ? ['-vf', filters, '-fps_mode', 'vfr'] : []),
    ...[...args, ...(sound ?? [])],
  ]);
  return await opening(path);
}

async function opening(path: string): Promise<ClipSource> {
  const file = await open(path);
  opened.push(file);
  const { size } = await file.stat();
  return { name: basename(path), probe: await probeFile(path), sizeBytes: size, readRange: fileRange(file) };
}

async function cut(sources: ClipSource[], parts: ClipPart[], seconds: number, maxOpenPixels?: number) {
  const scratch = await mkdtemp(join(folder, 'made-'));
  const bin = findFfmpeg(process.env);
  const bench: Bench = {
    ...{ folder: scratch, input: join(scratch, 'none') },
    run: (args, more) => runWatchedFfmpeg({ bin, args, cwd: scratch, deadlineMs: 60_000, ...more }),
    ...{ onIncomplete: 'make', progressSeconds: 1, onProgress: () => {} },
  };
  const made = await makeClip(planClip(sources, parts, preset, seconds), sources, bench, {
    ...(maxOpenPixels !== undefined && { maxOpenPixels }),
  });
  return { ...made, codes: await readBarCodes(made.path) };
}

function fpsOf(rate: string): number {
  const [num = 0, den = 1] = rate.split('/').map(Number);
  return num / den;
}

/** Recordings of one camera, one begins where the other ends. */
interface Kind {
  kind: string;
  rate?: string;
  suffix?: string;
  args?: string[];
  second?: Pick<Shot, 'args' | 'sound' | 'filters'> & { suffix?: string };
  filters?: string;
  sound?: string[] | null;
  /** The muxer has put off the pictures by what the encoder puts ahead of sound. */
  isLate?: true;
}

const KINDS: Kind[] = [
  { kind: '30 frames a second, with B-frames' },
  { kind: '29.97', rate: '30000/1001' },
  { kind: '60', rate: '60' },
  { kind: 'a variable rate', rate: '30', filters: "select='lt(mod(n,20),10)+not(mod(n,3))'" },
  { kind: 'first pictures that come late', filters: "select='gte(n,12)'" },
  { kind: 'every frame a key frame', args: [...H264, '-g', '1'] },
  { kind: 'HEVC and then H.264', args: HEVC, second: { args: H264 } },
  { kind: 'Matroska', suffix: 'mkv' },
  { kind: 'MPEG-TS', suffix: 'ts' },
  { kind: 'FLV', suffix: 'flv' },
  {
    kind: 'fragments',
    isLate: true,
    args: [...H264, '-bf', '0', '-movflags', '+frag_keyframe+empty_moov+default_base_moof'],
  },
  { kind: 'no edit list', args: [...H264, '-bf', '0', '-use_editlist', '0'], isLate: true },
  {
    kind: 'QuickTime with PCM, and then TS with AAC',
    suffix: 'mov',
    sound: ['-c:a', 'pcm_s16le'],
    second: { suffix: 'ts', sound: AAC },
  },
  { kind: 'two sizes', second: { filters: 'scale=640:360' } },
  {
    kind: 'mono at 44.1 kHz, and then stereo',
    sound: ['-c:a', 'aac', '-ac', '1', '-ar', '44100'],
    second: { sound: ['-c:a', 'aac', '-ac', '2'] },
  },
];

describe('a clip across two recordings is exact, of', () => {
  test.each(KINDS)('$kind', async ({ kind, rate = '30', suffix = 'mp4', second = {}, isLate, ...shot }) => {
    const fps = fpsOf(rate);
    const id = kind.replaceAll(/\W+/g, '-');
    const frames = Math.round(RECORDED_SECONDS * fps);
    const secondStart = frames / fps;
    const one = await sourceOf({ name: `${id}-1.${suffix}`, rate, seconds: RECORDED_SECONDS, ...shot });
    const other = await sourceOf({
      ...{ name: `${id}-2.${second.suffix ?? suffix}`, rate, first: frames, startSeconds: secondStart },
      ...{ seconds: RECORDED_SECONDS, ...shot, ...second },
    });
    const [from, to] = [1.345, secondStart + 1.21];
    const parts = [
      { source: 0, fromSeconds: from, toSeconds: secondStart, atSeconds: 0 },
      { source: 1, fromSeconds: 0, toSeconds: to - secondStart, atSeconds: secondStart - from },
    ];

    const { path, codes, startSeconds, plan } = await cut([one, other], parts, to - from);

    const times = await shownTimes([one, other], fps);
    const grid = plan.output.video.fps;
    const slack = isLate ? 1 : 0;
    expect(Math.abs((codes[0] ?? 0) - firstFrom(times, from, fps))).toBeLessThanOrEqual(slack);
    expect(Math.abs((codes.at(-1) ?? 0) - lastBefore(times, to, fps))).toBeLessThanOrEqual(slack);
    const off = codes.map((code, frame) => {
      const due = from + startSeconds + (frame * grid.den) / grid.num;
      return Math.abs(code - lastBefore(times, due + EXACT, fps));
    });
    expect(Math.max(...off)).toBeLessThanOrEqual(1);
    const beeps = (await readBeeps(path)).map(seconds => from + startSeconds + seconds);
    expect(beeps.map(Math.round)).toEqual([2, 3, 4]);
    for (const beep of beeps) expect(Math.abs(beep - Math.round(beep))).toBeLessThan(0.025);
  });
});

describe('parts of several sources', () => {
  let wide: ClipSource;
  let tall: ClipSource;
  let silent: ClipSource;
  beforeAll(async () => {
    wide = await sourceOf({ name: 'reel-wide.mp4', rate: '30' });
    tall = await sourceOf({ name: 'reel-tall.mkv', rate: '25', height: 640, first: 1_000 });
    silent = await sourceOf({ name: 'reel-silent.mp4', rate: '60', first: 2_000, sound: null });
  });

  test('may overlap, repeat, and come in any order', async () => {
    const parts = [
      { source: 0, fromSeconds: 3, toSeconds: 3.5, atSeconds: 0 },
      { source: 0, fromSeconds: 1.2, toSeconds: 1.7, atSeconds: 0.5 },
      { source: 0, fromSeconds: 1.2, toSeconds: 1.7, atSeconds: 1 },
      { source: 0, fromSeconds: 0.5, toSeconds: 0.53, atSeconds: 1.5 },
    ];

    const { codes } = await cut([wide], parts, 1.53);

    expect(codes).toEqual([...range(90, 105), ...range(36, 51), ...range(36, 51), 15]);
  });

  test('are whole between bars where their shape differs, and silent where they have no sound', async () => {
    const parts = [
      { source: 0, fromSeconds: 1, toSeconds: 3, atSeconds: 0 },
      { source: 1, fromSeconds: 2, toSeconds: 3, atSeconds: 2 },
      { source: 2, fromSeconds: 0.5, toSeconds: 1, atSeconds: 3 },
      { source: 0, fromSeconds: 3.5, toSeconds: 4.5, atSeconds: 3.5 },
    ];

    const { path, plan } = await cut([wide, tall, silent], parts, 4.5);

    expect(plan.output.video).toMatchObject({ width: 320, height: 180, fps: { num: 60, den: 1 } });
    const whole = await readBarCodes(path);
    const pillar = await readBarCodes(path, '90:180:115:0');
    expect([whole[0], whole[119]]).toEqual([30, 89]);
    expect([pillar[121], pillar[178]]).toEqual([1_050, 1_074]);
    expect([whole[180], whole[209]]).toEqual([2_030, 2_059]);
    expect([whole[210], whole.at(-1)]).toEqual([105, 134]);
    // At 2 s of the first, at 4 s of its second part; the tall one has a beep where it is cut.
    expect((await readBeeps(path)).map(seconds => Math.round(seconds * 100))).toEqual([100, 200, 400]);
  });

  test('hold their last picture where nothing follows at once, and are silent meanwhile', async () => {
    const parts = [
      { source: 0, fromSeconds: 1, toSeconds: 2, atSeconds: 0 },
      { source: 0, fromSeconds: 2.5, toSeconds: 3.5, atSeconds: 2 },
    ];

    const { path, codes } = await cut([wide], parts, 3.5);

    expect(codes).toEqual([
      ...range(30, 60),
      ...Array(30).fill(59),
      ...range(75, 105),
      ...Array(15).fill(104),
    ]);
    expect((await readBeeps(path)).map(seconds => Math.round(seconds * 100))).toEqual([250]);
  });

  test('that are too many to be open at once are the same clip', async () => {
    const parts = [
      { source: 0, fromSeconds: 1, toSeconds: 2.5, atSeconds: 0 },
      { source: 0, fromSeconds: 3.2, toSeconds: 3.23, atSeconds: 1.5 },
      { source: 0, fromSeconds: 2.8, toSeconds: 4.3, atSeconds: 1.53 },
    ];

    const { path, codes } = await cut([wide], parts, 3.03, 1);

    expect(codes).toEqual([...range(30, 75), 96, ...range(84, 129)]);
    expect((await readBeeps(path)).map(seconds => Math.round(seconds * 100))).toEqual([100, 173, 273]);
  });

  test('that come after the sound has ended are silent', async () => {
    const path = join(folder, 'sound-ends.mkv');
    await makeFile(path, [
      '-i',
      join(folder, 'reel-wide.mp4'),
      '-c',
      'copy',
      '-c:a',
      'aac',
      '-af',
      'atrim=end=2.2',
    ]);
    const parts = [
      { source: 0, fromSeconds: 0.5, toSeconds: 1.5, atSeconds: 0 },
      { source: 0, fromSeconds: 3, toSeconds: 4, atSeconds: 1 },
      { source: 0, fromSeconds: 1.5, toSeconds: 2.5, atSeconds: 2 },
    ];

    const made = await cut([await opening(path)], parts, 3);

    expect(made.codes).toEqual([...range(15, 45), ...range(90, 120), ...range(45, 75)]);
    expect((await readBeeps(made.path)).map(seconds => Math.round(seconds * 100))).toEqual([50, 250]);
  });

  test('between which there is no picture are refused', async () => {
    const parts = [{ source: 0, fromSeconds: 1.001, toSeconds: 1.02, atSeconds: 0 }];

    await expect(cut([wide], parts, 0.019)).rejects.toMatchObject({ code: 'clip-empty' });
  });
});

test('a recording that was cut by its edit list is cut where it is seen', async () => {
  const whole = await sourceOf({ name: 'uncut.mp4', rate: '30' });
  const path = join(folder, 'cut.mp4');
  await makeFile(path, ['-ss', '1.3', '-i', join(folder, whole.name), '-c', 'copy']);
  const source = await opening(path);

  const parts = [{ source: 0, fromSeconds: 0.5, toSeconds: 2, atSeconds: 0 }];
  const { codes } = await cut([source], parts, 1.5);

  expect(codes).toEqual(range(54, 99));
});

test('a recording whose clock begins late is sought in by that clock', async () => {
  const args = [...H264, '-output_ts_offset', '7'];
  const source = await sourceOf({ name: 'clock.mkv', rate: '30', seconds: 12, args });

  const parts = [{ source: 0, fromSeconds: 16, toSeconds: 17, atSeconds: 0 }];
  const { codes } = await cut([source], parts, 1);

  expect([268, 269, 270]).toContain(codes[0]);
  expect(codes).toEqual(range(codes[0] as number, (codes[0] as number) + 30));
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

const EXACT = 1e-3;

/** When each picture of both recordings is seen by the wall clock: its number tells. */
async function shownTimes(sources: ClipSource[], fps: number): Promise<number[]> {
  const codes = await Promise.all(sources.map(({ name }) => readBarCodes(join(folder, name))));
  return codes.flat().map(code => code / fps);
}

function firstFrom(times: number[], seconds: number, fps: number): number {
  return Math.round((times.find(time => time >= seconds - 1e-4) ?? 0) * fps);
}

function lastBefore(times: number[], seconds: number, fps: number): number {
  return Math.round((times.findLast(time => time < seconds - 1e-4) ?? 0) * fps);
}
