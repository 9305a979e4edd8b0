import { expect, test } from 'vitest';
import { planRendition } from '../../../media/plan/plan.ts';
import { checkDecoded } from '../../../media/verify/checkDecoded.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { probeOf } from '../../fixtures/probes.ts';

const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;
const plan = planRendition(probeOf({ durationSeconds: 10 }), preset);

test('a frame that is lost is not seen, and a source that is nothing but a lost frame is damaged', () => {
  const oneFrame = { pictures: 1, seconds: 1 / 30, endSeconds: 1 / 30 };

  expect(() => checkDecoded(plan, 300, oneFrame, false)).not.toThrow();
  expect(() => checkDecoded(plan, 1, oneFrame, false)).toThrow(expect.objectContaining({ code: 'corrupt' }));
});

test('what an incomplete source lacks at its end was never there', () => {
  const end = { pictures: 30, seconds: 1, endSeconds: 1 };

  expect(() => checkDecoded(plan, 300, end, true)).not.toThrow();
  expect(() => checkDecoded(plan, 300, end, false)).toThrow(expect.objectContaining({ code: 'corrupt' }));
});
