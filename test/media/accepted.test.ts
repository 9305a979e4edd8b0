import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeClip } from '../../lab/support/clip.ts';
import { checkAmount, checkLimits } from '../../media/accepted.ts';
import { planRendition } from '../../media/plan/plan.ts';
import type { VideoTrack } from '../../media/probe/probe.ts';
import { probeFile } from '../../media/probe/probeFile.ts';
import { choosePresets } from '../../presets/index.ts';
import type { VideoPreset } from '../../presets/schema/preset.ts';
import { probeOf } from '../fixtures/probes.ts';

test.each([
  ['too-small', { width: 8, height: 600 }, 10, 300],
  ['too-large', { width: 8192, height: 8192 }, 1, 1],
  ['pixel-aspect', { pixelAspect: -15.536 }, 10, 300],
  ['too-long', {}, 8 * 3600 + 1, 10],
  ['too-large', { width: 7680, height: 4320 }, 8 * 3600, 8 * 3600 * 60],
])('%s: %j for %d s in %d frames', (code, size, seconds, frames) => {
  const video = probeOf(size).video as VideoTrack;
  const check = () => {
    checkLimits(video);
    checkAmount(video, seconds, frames);
  };

  expect(check).toThrow(expect.objectContaining({ failureClass: 'input', code }));
});

test('eight hours of 1080p at 60 frames a second are taken', () => {
  expect(() => checkAmount(probeOf().video as VideoTrack, 8 * 3600, 8 * 3600 * 60)).not.toThrow();
});

test.each([
  ['mp4', 'pixel-aspect'],
  ['mkv', null],
])('pixels 50 times as wide as high in %s: %s', async (container, code) => {
  const folder = await mkdtemp(join(tmpdir(), 'fanreel-limits-'));
  const source = 'testsrc2=size=1000x16:rate=25:duration=0.2,setsar=50/1';
  const { video } = await probeFile(
    await makeClip(join(folder, `wide.${container}`), { source, audio: false }),
  );

  const check = () => checkLimits(video as VideoTrack);

  if (code === null) expect(check).not.toThrow();
  else expect(check).toThrow(expect.objectContaining({ failureClass: 'input', code }));
});

test('a length that only a header claims refuses nothing; one that an index counts does', async () => {
  const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;
  const claimed = (container: string) =>
    probeOf({ durationSeconds: 40_000, frameCount: null }, { container });

  expect(() => planRendition(claimed('mkv'), preset)).not.toThrow();
  expect(() => planRendition(claimed('mp4'), preset)).toThrow(expect.objectContaining({ code: 'too-long' }));
});
