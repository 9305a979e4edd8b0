import { expect, test } from 'vitest';
import { planImages } from '../../../../media/images/plan/planImages.ts';
import { predictImages } from '../../../../media/images/plan/predictImages.ts';
import { choosePresets } from '../../../../presets/index.ts';
import type { ImagePreset } from '../../../../presets/schema/preset.ts';
import { probeOf } from '../../../fixtures/probes.ts';

const preset = (await choosePresets(['thumbnails'])).get('thumbnails') as ImagePreset;
const hour = { fps: 30, frameCount: 108_000, durationSeconds: 3_600 };

test('a three-hour film costs no more seeking than one hour, only more reading', () => {
  const one = predictImages(planImages(probeOf(hour), preset), 1e9, 2).seconds;
  const three = { fps: 30, frameCount: 324_000, durationSeconds: 10_800 };

  expect(predictImages(planImages(probeOf(three), preset), 3e9, 2).seconds).toBeLessThan(one + 11);
  expect(one).toBeLessThan(600);
});

test('more cores decode sooner, and the bytes hold all images', () => {
  const plan = planImages(probeOf(hour), preset);

  expect(predictImages(plan, 1e9, 6).seconds).toBeLessThan(predictImages(plan, 1e9, 1).seconds);
  expect(predictImages(plan, 1e9, 1).outputBytes).toBeGreaterThan(1280 * 720 * 0.3);
});
