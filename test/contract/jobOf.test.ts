import { expect, it } from 'vitest';
import type { JobItem } from '../../contract/job.ts';
import { jobOf } from '../../contract/jobOf.ts';
import { job } from '../handlers/support/jobs.ts';

const FAILURE = { class: 'input', code: 'no-video', message: 'No.' } as const;
const HELD = { budget: 'perJobUsd', limitUsd: 0.1, usd: 0.2, paidUsd: 0, at: '2026-11-20T10:00:00.000Z' };
const item = (more: Partial<JobItem>): JobItem => ({ ...job(), output: undefined, ...more });
const managed = [{ number: 1, messageId: 'm1', startedAt: '', managedJobId: 'managed-1' }];
const video = { kind: 'video' } as JobItem['plan'];

it.each<[string, Partial<JobItem>]>([
  ['complete', job()],
  ['failed', { state: 'failed', failure: FAILURE }],
  ['submitted', { state: 'submitted', plan: video, attempts: managed }],
  ['running', { state: 'running', leaseUntil: 1 }],
  ['queued', { state: 'queued', failure: FAILURE }],
  ['superseded', { state: 'superseded' }],
  ['held', { state: 'held', held: HELD }],
  ['dropped', { state: 'dropped', dropped: { by: 'ann', at: '2026-11-20T10:00:00.000Z' }, failure: FAILURE }],
])('a %s item that has what its state promises is read as it is', (_, more) => {
  expect(jobOf(item(more))).toEqual(item(more));
});

it.each<[string, Partial<JobItem>]>([
  ['a complete item without an output', { state: 'complete' }],
  ['a submitted item without a plan', { state: 'submitted', attempts: managed }],
  ['a held item of which nobody knows by what', { state: 'held' }],
  ['a submitted item that names no MediaConvert job', { state: 'submitted', plan: video }],
])('%s is read as queued, so that it is made', (_, more) => {
  expect(jobOf(item(more)).state).toBe('queued');
});

it('a failure that was not written down may pass', () => {
  expect(jobOf(item({ state: 'failed' })).failure).toMatchObject({ class: 'transient', code: 'unknown' });
});

it('a running item without a lease is free', () => {
  expect(jobOf(item({ state: 'running' })).leaseUntil).toBe(0);
});
