import { expect, it } from 'vitest';
import { quoteSource, type RenditionQuote } from '../../../cli/decide/quoteSource.ts';
import { choosePresets } from '../../../presets/index.ts';
import { loadProfile } from '../../../profiles/index.ts';
import { probeOf } from '../../fixtures/probes.ts';

const profile = await loadProfile('production');
const presets = await choosePresets(['720p']);

const quoted = (budget: { perJobUsd: number }): RenditionQuote => {
  const quote = quoteSource('a.mp4', probeOf(), presets, { ...profile, budget });
  if ('refusal' in quote || !quote.renditions[0]) throw new Error('Nothing is quoted.');
  return quote.renditions[0];
};

it('says where a job would be held, since it is over the budget of one', () => {
  expect(quoted({ perJobUsd: 1e-6 })).toMatchObject({ engine: 'ffmpeg', overBudgetUsd: 1e-6 });
  expect(quoted({ perJobUsd: 100 })).toMatchObject({ engine: 'ffmpeg', overBudgetUsd: null });
});
