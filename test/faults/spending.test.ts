import { expect, test } from 'vitest';
import type { Attempt } from '../../contract/job.ts';
import { makerName, spendingOf } from '../../lab/faults/invariants/spending.ts';

const attempt = (number: number, outcome: string, more: Partial<Attempt> = {}): Attempt => ({
  ...{ number, outcome, messageId: 'm', startedAt: '', engine: 'ffmpeg' as const },
  ...{ encodeSeconds: 2, billedSeconds: 3, ...more },
});

test('an attempt is of use where it completed, or where a standing output names it', () => {
  const jobs = [
    { jobId: 'a', attempts: [attempt(1, 'stalled', { encodeSeconds: 5 }), attempt(2, 'complete')] },
    { jobId: 'b', attempts: [attempt(1, 'lost'), attempt(2, 'complete', { encodeSeconds: 0 })] },
    { jobId: 'c', attempts: [attempt(1, 'lost'), attempt(2, 'lost', { engine: 'mediaconvert' })] },
  ];
  expect(spendingOf(jobs, new Set([makerName('b', 1)]))).toEqual({
    useful: { encode: 4, billed: 9 },
    wasted: { encode: 7, billed: 6 },
    wastedBy: [
      ['stalled', 5],
      ['lost', 2],
    ],
  });
});

test('of a film in pieces what tries at pieces came to nothing is wasted', () => {
  const film = attempt(1, 'complete', { engine: 'segments', encodeSeconds: 20, wastedEncodeSeconds: 6 });
  expect(spendingOf([{ jobId: 'a', attempts: [film] }], new Set())).toEqual({
    useful: { encode: 14, billed: 3 },
    wasted: { encode: 6, billed: 0 },
    wastedBy: [['pieces', 6]],
  });
});
