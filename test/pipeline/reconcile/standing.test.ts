import { expect, it } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { type Evidence, standingOf } from '../../../pipeline/reconcile/standing.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const at = (minutesAgo: number) => new Date(NOW - minutesAgo * MINUTE).toISOString();

const evidence = (job: Partial<Job> | null, more: Partial<Evidence> = {}): Evidence => ({
  source: { key: 'a.mp4', modified: NOW - 60 * MINUTE, eTag: '"s"', sizeBytes: 1 },
  jobs: job
    ? [{ presetHash: 'hash', createdAt: at(59), updatedAt: at(5), attempts: [], ...job } as unknown as Job]
    : [],
  output: undefined,
  overdueMs: 10 * MINUTE,
  now: NOW,
  ...more,
});
const attemptBegun = (minutesAgo: number) => ({ number: 1, messageId: 'm1', startedAt: at(minutesAgo) });
const OUTPUT = { eTag: '"e"' } as Job['output'] & object;
const made = NOW - 30 * MINUTE;

it.each([
  [
    'complete',
    'complete with its output there',
    evidence({ state: 'complete', output: OUTPUT }, { output: { modified: made, eTag: '"e"' } }),
  ],
  [
    'missing',
    'complete, its output written over by somebody',
    evidence(
      { state: 'complete', updatedAt: at(20), output: { ...OUTPUT, eTag: '"m"' } },
      { output: { modified: made, eTag: '"e"' } },
    ),
  ],
  ['missing', 'complete, its output gone for long', evidence({ state: 'complete', updatedAt: at(20) })],
  ['queued', 'complete, its output asked for a moment ago', evidence({ state: 'complete' })],
  [
    'running',
    'running under a lease',
    evidence({ state: 'running', updatedAt: at(50), leaseUntil: NOW + 1 }),
  ],
  ['running', 'running, its lease just over', evidence({ state: 'running', leaseUntil: NOW - 1 })],
  [
    'missing',
    'running without a lease for long',
    evidence({ state: 'running', updatedAt: at(11), leaseUntil: NOW - 1 }),
  ],
  [
    'complete',
    'superseded, with what took its place',
    evidence({ state: 'superseded' }, { output: { modified: made, eTag: '"e"' } }),
  ],
  [
    'missing',
    'superseded a moment ago by what is not there',
    evidence({ state: 'superseded', updatedAt: at(0) }),
  ],
  [
    'dropped',
    'dropped, however long ago',
    evidence({ state: 'dropped', updatedAt: at(50), dropped: { by: 'ann', at: at(50) } }),
  ],
  ['queued', 'queued a moment ago', evidence({ state: 'queued' })],
  ['missing', 'queued for too long', evidence({ state: 'queued', updatedAt: at(11) })],
  [
    'submitted',
    'submitted, which the sweep looks after',
    evidence({ state: 'submitted', updatedAt: at(50) }),
  ],
  ['failed', 'failed, whatever its age', evidence({ state: 'failed', updatedAt: at(50) })],
  [
    'failed',
    'failed again since the same bytes were uploaded anew',
    evidence({ state: 'failed', createdAt: at(90), attempts: [attemptBegun(90), attemptBegun(50)] }),
  ],
  ['missing', 'uploaded long ago and known to nobody', evidence(null)],
  [
    'queued',
    'uploaded just now',
    evidence(null, { source: { key: 'a.mp4', modified: NOW - MINUTE, eTag: '"s"', sizeBytes: 1 } }),
  ],
  [
    'complete',
    'made so long ago that its item has expired',
    evidence(null, { output: { modified: made, eTag: '"e"' } }),
  ],
  [
    'missing',
    'made of an older version, whose item is not of this one',
    evidence(
      { state: 'complete', createdAt: at(90) },
      { output: { modified: NOW - 80 * MINUTE, eTag: '"e"' } },
    ),
  ],
  ['missing', 'known by a rejected message only', evidence({ state: 'failed', presetHash: '' })],
] as const)('is %s when %s', (standing, _, seen) => {
  expect(standingOf(seen).standing).toBe(standing);
});
