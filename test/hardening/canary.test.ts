import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeClip } from '../../lab/support/clip.ts';
import { findFfmpeg } from '../../media/build/findFfmpeg.ts';
import { ffmpegArgs } from '../../media/ffmpeg/ffmpegArgs.ts';
import { hardenedInput } from '../../media/ffmpeg/hardenedInput.ts';
import { planRendition } from '../../media/plan/plan.ts';
import { probeFile } from '../../media/probe/probeFile.ts';
import { runWatchedFfmpeg } from '../../media/run/runWatchedFfmpeg.ts';
import { choosePresets } from '../../presets/index.ts';
import type { VideoPreset } from '../../presets/schema/preset.ts';
import { probeOf } from '../fixtures/probes.ts';
import { type Canary, plantCanary } from './canary.ts';
import { writeHostileFiles } from './hostileFiles.ts';

const preset720 = (await choosePresets(['720p'])).get('720p') as VideoPreset;
const bin = findFfmpeg(process.env);
/** Long enough for a refusal many times over; whoever opened the canary would wait for ever. */
const DEADLINE_MS = 10_000;

let folder: string;
let canary: Canary;
let hostile: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-canary-'));
  canary = await plantCanary(folder);
  hostile = await writeHostileFiles(folder, canary);
});
afterAll(() => canary.close());

describe('with the hardening, neither the file nor the port is touched', () => {
  test('by the probe, which refuses every one of them', async () => {
    for (const [name, path] of Object.entries(hostile)) {
      const refusal = await probeFile(path).then(
        () => 'accepted',
        (error: { failureClass?: string }) => error.failureClass,
      );
      expect([name, refusal]).toEqual([name, name.startsWith('avi-') ? 'accepted' : 'input']);
    }
    expect(await canary.connections()).toBe(0);
  });

  test('by ffmpeg, had the probe let it pass', async () => {
    for (const [name, path] of Object.entries(hostile)) {
      const args = ffmpegArgs(planRendition(probeOf({}, { audio: null }), preset720), {
        input: path,
        output: join(folder, 'out.mp4'),
      });
      const end = await runWatchedFfmpeg({ bin, args, cwd: folder, deadlineMs: DEADLINE_MS }).then(
        () => 'converted',
        (error: { failureClass?: string; code?: string; detail?: string }) => error.failureClass,
      );
      expect([name, end]).toEqual([name, name.startsWith('avi-') ? 'converted' : 'input']);
    }
    expect(await canary.connections()).toBe(0);
  });

  test('by ffmpeg where the network is within its reach: the flags alone suffice', async () => {
    for (const [name, path] of Object.entries(hostile)) {
      const end = await bare([...hardenedInput(path), '-f', 'null', '-']);
      expect([name, end]).toEqual([name, name.startsWith('avi-') ? 0 : 'refused']);
    }
    expect(await canary.connections()).toBe(0);
  });
});

describe('without it, both are', () => {
  // From version 7 on, ffmpeg takes HLS only by its own name; ffconcat under any.
  test.each([
    ['hls-file', 'hls-file.m3u8'],
    ['hls-relative', 'hls-relative.m3u8'],
    ['ffconcat-relative', 'dressed-as-video.mp4'],
  ])('the file, by %s', async (hostileName, name) => {
    const path = join(folder, name);
    await copyFile(hostile[hostileName] as string, path);
    const ended = bare(['-i', path, '-f', 'null', '-']);

    await canary.opened();

    await ended;
  });

  test('the port, by a playlist that ffmpeg is given by its address', async () => {
    const url = canary.serve('playlist.m3u8', await readFile(hostile['hls-http'] as string));
    const before = await canary.connections();

    await bare(['-i', url, '-f', 'null', '-']);

    // One for the playlist, which was asked for; more for the canary, which was not.
    expect(await canary.connections()).toBeGreaterThan(before + 1);
  });
});

describe('a local name is only ever a name', () => {
  test.each([
    '-i',
    '-version',
    '%d.mp4',
    'concat:a|b',
    'file:x',
    'pipe:0',
    'data:,x',
    'two\nlines.mp4',
    "'; touch pwned; '",
    '$(touch pwned)',
    '`touch pwned`',
    ' spaces ',
    '日本語😀',
  ])('%j', async name => {
    const own = await mkdtemp(join(folder, 'name-'));
    const clip = await makeClip(join(own, 'clip.mp4'), { seconds: 0.2 });
    await copyFile(clip, `${own}/${name}`);
    const plan = planRendition(await probeFile(`${own}/${name}`), preset720);
    const args = ffmpegArgs(plan, { input: name, output: `${name}.out` });

    await runWatchedFfmpeg({ bin, args, cwd: own, deadlineMs: DEADLINE_MS });

    expect((await readdir(own)).sort()).toEqual([name, `${name}.out`, 'clip.mp4'].sort());
  });
});

/** Runs ffmpeg outside runWatchedFfmpeg; its exit code, `refused` for any that is not 0. */
async function bare(args: string[]): Promise<0 | 'refused'> {
  const child = spawn(bin, ['-nostdin', '-loglevel', 'error', ...args], {
    stdio: 'ignore',
    timeout: DEADLINE_MS,
  });
  const [code, signal] = await once(child, 'close');
  if (signal) throw new Error(`ffmpeg hung and got ${signal}`);
  return code === 0 ? 0 : 'refused';
}
