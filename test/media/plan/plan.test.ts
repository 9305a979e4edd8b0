import { expect, test } from 'vitest';
import { planRendition } from '../../../media/plan/plan.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { probeOf } from '../../fixtures/probes.ts';

const presets = await choosePresets(['720p', '1080p']);
const preset = presets.get('720p') as VideoPreset;

test('a 1080p source becomes the rung of the preset with everything the preset says', () => {
  const plan = planRendition(probeOf(), preset);

  expect(plan.video).toMatchObject({
    width: 1280,
    height: 720,
    fps: { num: 30_000, den: 1001 },
    profile: 'high',
    level: '3.2',
    crf: 22,
    maxrateKbps: 4000,
    bufsizeKbps: 8000,
    gopFrames: 60,
    encoderSpeed: 'veryfast',
  });
  expect(plan.audio).toEqual({ streamIndex: 0, streamId: null, floatSamples: null, ...preset.audio });
  expect(plan).toMatchObject({ durationSeconds: 10.01, frames: 300, container: 'mp4' });
});

test('every decision has a reason in words', () => {
  const { decisions } = planRendition(
    probeOf({ rotation: 90, pixelAspect: 1.422, interlaced: true }),
    preset,
  );

  expect(decisions.map(({ what }) => what)).toEqual([
    'size',
    'rotation',
    'pixels',
    'frame rate',
    'scan',
    'colour',
    'audio',
    'length',
  ]);
  for (const { choice, reason } of decisions) expect(choice && reason).toMatch(/\w/);
});

test('a source without sound has none in the plan', () => {
  expect(planRendition(probeOf({}, { audio: null }), preset).audio).toBeNull();
});

test('a rate above the cap is thinned out', () => {
  const { video } = planRendition(probeOf({ fps: 120 }), preset);

  expect(video).toMatchObject({ fps: { num: 60, den: 1 }, gopFrames: 120 });
});

test.each(['PQ', 'HLG'])('%s high dynamic range is tone-mapped', transfer => {
  expect(planRendition(probeOf({ transfer }), preset).video.toneMap).toBe(true);
});

test('a length that only the header of an MP4 tells to the frame must be met to the frame', () => {
  expect(planRendition(probeOf(), preset).durationToleranceSeconds).toBe(0.05);
  expect(planRendition(probeOf({ fps: 10 }), preset).durationToleranceSeconds).toBe(0.1);
  expect(planRendition(probeOf({}, { container: 'ts' }), preset).durationToleranceSeconds).toBe(0.5);
});

test('an unknown length is guessed from the size and proves nothing', () => {
  const plan = planRendition(
    probeOf({ durationSeconds: null, frameCount: null }, { durationSeconds: null, sizeBytes: 625_000 }),
    preset,
  );

  expect(plan).toMatchObject({ durationSeconds: 10, durationToleranceSeconds: null });
});

test.each([
  ['too-small', { width: 2, height: 2 }],
  ['too-large', { width: 8192, height: 8192 }],
])('frames are refused as %s', (code, size) => {
  expect(() => planRendition(probeOf(size), preset)).toThrow(
    expect.objectContaining({ failureClass: 'input', code }),
  );
});
