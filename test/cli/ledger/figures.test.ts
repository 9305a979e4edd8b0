import { expect, it } from 'vitest';
import { secondsLeft } from '../../../cli/ledger/figures.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';

const NOW = Date.parse('2026-01-02T03:04:05.000Z');

/** A job whose attempt has been under way for so long, seconds. */
function job(seconds: number, more: Partial<LedgerJob>): LedgerJob {
  const startedAt = new Date(NOW - seconds * 1_000).toISOString();
  return { state: 'running', attempts: [{ startedAt }], ...more } as LedgerJob;
}

it.each([
  ['as it was predicted', 4, { predictedSeconds: 10 }, 6],
  ['as it goes', 4, { predictedSeconds: 10, progress: 50 }, 4],
  ['not once it has run over its prediction', 12, { predictedSeconds: 10, progress: 5 }, null],
  ['not where nothing tells', 12, {}, null],
  ['not of one that nobody works on', 4, { predictedSeconds: 10, state: 'queued' }, null],
])('says how much time is left %s', (_, seconds, more, left) => {
  expect(secondsLeft(job(seconds, more), NOW)).toBe(left);
});
