import { execFileSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { WorkError } from '../../../../failures/workError.ts';
import { makeClip } from '../../../../lab/support/clip.ts';
import { findFfmpeg } from '../../../../media/build/findFfmpeg.ts';
import { mediaConvertRefusal } from '../../../../media/mediaconvert/mediaConvertRefusal.ts';
import { planRendition } from '../../../../media/plan/plan.ts';
import { predictEncode } from '../../../../media/plan/predict.ts';
import { runWatchedFfmpeg } from '../../../../media/run/runWatchedFfmpeg.ts';
import { checkMetric } from '../../../../media/verify/quality/checkMetric.ts';
import { choosePresets } from '../../../../presets/index.ts';
import type { VideoPreset } from '../../../../presets/schema/preset.ts';
import { setDisplayMatrix } from '../../../fixtures/displayMatrix.ts';
import { encodeFile } from '../../../fixtures/encodeFile.ts';
import { probeOf } from '../../../fixtures/probes.ts';

const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;
type Quality = NonNullable<VideoPreset['quality']>;
const withFloor = (quality: Quality, change: Partial<VideoPreset> = {}): VideoPreset => ({
  ...preset,
  ...change,
  quality,
});
const hasVmaf = execFileSync(findFfmpeg(process.env), ['-hide_banner', '-filters']).includes(' libvmaf ');
/** What a fair encode keeps of these test patterns, by each metric that this ffmpeg has. */
const fair: Quality[] = [
  { metric: 'ssim', floor: 0.97 },
  ...(hasVmaf ? [{ metric: 'vmaf' as const, floor: 85 }] : []),
];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-quality-'));
});
const run = (args: string[], more = {}) =>
  runWatchedFfmpeg({ bin: findFfmpeg(process.env), args, cwd: folder, deadlineMs: 30_000, ...more });

/** As a job does: what is below its floor is not made. */
async function check(input: string, asked: VideoPreset): Promise<void> {
  await encodeFile(input, asked);
}

test('a good encode is above its floor, and the same source starved of bits is below it, with the numbers', async () => {
  const input = await makeClip(join(folder, 'fair.mp4'), { size: '640x360', args: ['-qp', '6'] });

  for (const quality of fair) {
    await check(input, withFloor(quality));
    const starved = check(input, withFloor(quality, { crf: 51, maxrateKbps: 100, bufsizeKbps: 100 }));

    const name = quality.metric.toUpperCase();
    await expect(starved).rejects.toMatchObject({
      failureClass: 'preset',
      code: 'quality-below-floor',
      message: expect.stringMatching(
        new RegExp(`^The output's ${name} against its source is [\\d.]+; .* floor is ${quality.floor}\\.$`),
      ),
      detail: expect.stringMatching(/^mean of 30 frames, the worst has [\d.]+$/),
    });
  }
});

test.each([
  ['turned', 'turned.mp4', {}],
  [
    'that begins late, at an uneven rate',
    'late.mkv',
    { args: ['-vf', 'setpts=PTS+0.51/TB+0.3*mod(N\\,3)/30/TB', '-fps_mode', 'vfr'] },
  ],
  [
    'interlaced',
    'lace.mp4',
    {
      source: 'testsrc2=size=320x240:rate=50:duration=0.5,interlace=scan=tff',
      args: ['-flags', '+ilme+ildct', '-top', '1'],
    },
  ],
  ['of 120 frames a second', 'fast.mp4', { rate: 120 }],
])('a source %s is compared frame by frame with what was made of it', async (what, name, options) => {
  const input = await makeClip(join(folder, name), { size: '320x240', seconds: 0.5, ...options });
  if (what === 'turned') await setDisplayMatrix(input, 90, { w: 320, h: 240 });

  for (const quality of fair) await check(input, withFloor(quality));
});

test('without VMAF in ffmpeg, a preset that asks for it fails before anything is encoded, by a line that says so', async () => {
  const plan = planRendition(probeOf(), { ...preset, quality: { metric: 'vmaf', floor: 80 } });
  const asked: string[][] = [];
  const without = async (args: string[]) => {
    asked.push(args);
    const detail = "No such filter: 'libvmaf'";
    throw new WorkError('ffmpeg-cannot', { message: 'x', detail });
  };

  await expect(checkMetric(plan, { run: without })).rejects.toMatchObject({
    failureClass: 'preset',
    code: 'no-vmaf',
    message: expect.stringContaining('quality.metric'),
  });
  expect(asked.join(' ')).not.toContain('libx264');
});

test('what this ffmpeg says of VMAF is understood', async () => {
  const plan = planRendition(probeOf(), { ...preset, quality: { metric: 'vmaf', floor: 80 } });

  const code = await checkMetric(plan, { run }).then(
    () => 'measures',
    (error: WorkError) => error.code,
  );

  expect(code).toBe(hasVmaf ? 'measures' : 'no-vmaf');
});

test('a floor is part of the plan, costs time and keeps MediaConvert out', () => {
  const plan = planRendition(probeOf(), withFloor({ metric: 'ssim', floor: 0.9 }));

  expect(plan.decisions.at(-1)).toMatchObject({ what: 'quality', choice: 'SSIM at least 0.9' });
  expect(mediaConvertRefusal(probeOf(), plan)).toContain('quality floor');
  expect(predictEncode(plan, 2).seconds).toBeGreaterThan(
    1.2 * predictEncode(planRendition(probeOf(), preset), 2).seconds,
  );
});
