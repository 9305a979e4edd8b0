import { expect, test } from 'vitest';
import { planRendition } from '../../../media/plan/plan.ts';
import { predictEncode } from '../../../media/plan/predict.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { probeOf } from '../../fixtures/probes.ts';

const presets = await choosePresets(['720p', '1080p']);
const clip = { fps: 30, frameCount: 300, durationSeconds: 10 };
const plan = (name: string, video = {}) =>
  planRendition(probeOf({ ...clip, ...video }), presets.get(name) as VideoPreset);

test.each([
  // Core-seconds for one second of 1080p30, measured.
  ['720p', 0.67],
  ['1080p', 1.2],
])('10 s of 1080p to %s take what was measured on one core', (name, perSecond) => {
  expect(predictEncode(plan(name), 1).seconds / 10).toBeCloseTo(perSecond, 1);
});

test('more cores, fewer seconds; slower encoder, longer film or tone-mapping, more', () => {
  const one = predictEncode(plan('720p'), 1).seconds;

  expect(predictEncode(plan('720p'), 4).seconds).toBeLessThan(one / 3);
  expect(predictEncode(plan('720p', { frameCount: 600, durationSeconds: 20 }), 1).seconds).toBeGreaterThan(
    one * 1.9,
  );
  expect(predictEncode(plan('720p', { transfer: 'PQ' }), 1).seconds).toBeGreaterThan(one * 1.5);
  const slow = plan('720p');
  slow.video.encoderSpeed = 'slow';
  expect(predictEncode(slow, 1).seconds).toBeGreaterThan(one * 2);
});

test('the output is never predicted smaller than the rate cap allows', () => {
  expect(predictEncode(plan('720p'), 1).outputBytes).toBeGreaterThan(((4000 + 128) * 1000 * 10) / 8);
});
