import { expect, it } from 'vitest';
import { Estimate } from '../../../../cli/commands/backfill/estimate.ts';
import type { Surveyed } from '../../../../cli/commands/backfill/survey.ts';
import type { PresetRendition } from '../../../../cli/stock/presetRendition.ts';
import { readJob } from '../../../../contract/readJob.ts';
import { job } from '../../ledgerItem.ts';

const made = (rendition: string, usd: number, durationSeconds: number) =>
  readJob(
    job('a.mp4', rendition, 'complete', {
      attempts: [{ startedAt: '', endedAt: '', outcome: 'complete', usd }],
      output: { bucket: 'out', key: 'a.mp4', durationSeconds },
    }),
  );

const lacking = (lacks: string[], jobs: Surveyed['jobs'], sizeBytes = 100): Surveyed => ({
  key: 'a.mp4',
  source: { bucket: 'in', key: 'a.mp4', version: 'e1', sizeBytes },
  jobs,
  counts: [],
  lacks: lacks.map(name => ({ name }) as PresetRendition),
});

it('takes what the same source has cost, else what a second costs, else a look into it', async () => {
  const estimate = new Estimate(new Map([['1080p', 0.01]]), async () => new Map([['thumbnails', 0.5]]));
  await estimate.add(lacking(['720p', '1080p', 'thumbnails', '144p'], [made('720p', 2, 60)]));
  expect(['720p', '1080p', 'thumbnails', '144p'].map(name => estimate.usdOf(name))).toEqual([2, 0.6, 0.5, 0]);
  expect([estimate.usd, estimate.bases]).toEqual([3.1, { source: 1, rate: 1, look: 1, size: 0, unknown: 1 }]);
});

it('looks into so many only, and goes by the size of the rest', async () => {
  let looks = 0;
  const estimate = new Estimate(new Map(), async () => {
    looks += 1;
    return new Map([['720p', 0.01]]);
  });
  for (let source = 0; source < 200; source += 1) await estimate.add(lacking(['720p'], []));
  await estimate.add(lacking(['720p'], [], 1_000));
  expect([looks, estimate.bases.size]).toEqual([200, 1]);
  expect(estimate.usd).toBeCloseTo(2 + 0.1, 9);
});

it('does not take what a file costs that is refused from the size of others', async () => {
  const estimate = new Estimate(new Map(), async ({ sizeBytes }) =>
    sizeBytes === 0 ? new Map() : new Map([['720p', 1]]),
  );
  await estimate.add(lacking(['720p'], []));
  await estimate.add(lacking(['720p'], [], 0));
  expect([estimate.usd, estimate.bases.unknown]).toEqual([1, 1]);
});
