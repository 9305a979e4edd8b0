import { expect, it } from 'vitest';
import type { LedgerAttempt, LedgerJob } from '../../contract/readJob.ts';
import { Quotes } from '../../dashboard/reads/quotes.ts';

const AT = '2026-11-26T12:00:00.000Z';

function job(attempt: Partial<LedgerAttempt>, more: Partial<LedgerJob> = {}): LedgerJob {
  return {
    ...{ jobId: 'j', source: { bucket: 'in', key: 'a.mp4', version: '1' }, rendition: '720p' },
    ...{ state: 'complete', engine: 'ffmpeg', predictedSeconds: 30, createdAt: AT, updatedAt: AT },
    attempts: [{ startedAt: AT, outcome: 'complete', ...attempt }],
    ...more,
  };
}

it('holds what was predicted against what was paid, at the price of the seconds that were paid', () => {
  const quotes = new Quotes();
  // 25 s are billed for 20 s of encoding; each costs 0.01 USD, and requests another 0.05.
  quotes.add(job({ encodeSeconds: 20, billedSeconds: 25, usd: 0.3, requestsUsd: 0.05 }));
  const [row] = quotes.rows();
  expect(row).toMatchObject({ rendition: '720p', engine: 'ffmpeg', renditions: 1, paidUsd: 0.3 });
  expect([row?.predictedSeconds, row?.encodeSeconds]).toEqual([30, 20]);
  expect(row?.predictedUsd).toBeCloseTo(0.4);
});

it('says nothing of what is not there, was not predicted, or is not paid for by its time', () => {
  const quotes = new Quotes();
  quotes.add(job({ encodeSeconds: 20 }, { state: 'failed' }));
  quotes.add(job({ encodeSeconds: 20 }, { predictedSeconds: undefined }));
  quotes.add(job({ billedSeconds: 60 }, { engine: 'mediaconvert' }));
  expect(quotes.rows()).toEqual([]);
});
