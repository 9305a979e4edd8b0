import { describe, expect, it } from 'vitest';
import { isHopeless } from '../../../cli/ledger/deadJobs.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';

const deployed = { presetHash: 'p1', codeVersion: 'c1' };
const attempts = [{ startedAt: '2026-11-20T10:00:00Z', codeVersion: 'c1' }];
const damaged = { failure: { class: 'input', message: 'It is damaged.' }, presetHash: 'p1', attempts };
const clip = { clipId: 'goal' } as LedgerJob['clip'];

describe('what would fail the same way', () => {
  it.each([
    ['an input that preset and code have refused that are deployed', damaged, true],
    ['one that another preset has refused', { ...damaged, presetHash: 'p0' }, false],
    [
      'one that other code has refused',
      { ...damaged, attempts: [{ ...attempts[0], codeVersion: 'c0' }] },
      false,
    ],
    ['one of which an older stack tells no preset', { ...damaged, presetHash: undefined }, true],
    ['a fault that may pass', { ...damaged, failure: { class: 'transient', message: 'Too busy.' } }, false],
    ['a clip, for what it is cut from may be there by now', { ...damaged, clip }, false],
  ])('%s', (_, job, hopeless) => {
    expect(isHopeless(job as LedgerJob, deployed)).toBe(hopeless);
  });
});
