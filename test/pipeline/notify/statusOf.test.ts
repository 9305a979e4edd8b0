import { expect, it } from 'vitest';
import type { JobItem } from '../../../contract/job.ts';
import { statusOf } from '../../../pipeline/notify/statusOf.ts';
import { attempt, job } from '../../handlers/support/jobs.ts';

const WISHES = { correlationId: 'order-7', metadata: { shop: 'north', till: '4' } };
const SOURCE = job().source;
const idOf = (more: Partial<JobItem>) => statusOf(job(more)).id;

it('a status tells what was wished, how long it took, and what all attempts cost together', () => {
  const wishFailure = { code: 'bad-wish', message: 'metadata: trim: to has to be later than from.' };
  const attempts = [
    attempt({ outcome: 'timeout', usd: 0.002, requestsUsd: 0.000_1 }),
    attempt({ number: 2, encodeSeconds: 12, usd: 0.001, requestsUsd: 0.000_2 }),
  ];
  const told = statusOf(job({ attempts, source: { ...SOURCE, wishes: WISHES, wishFailure } }));
  expect(told).toMatchObject({
    ...{ wishes: WISHES, wishFailure, attempt: 2, output: { eTag: 'e' } },
    cost: { usd: 0.003, requestsUsd: 0.000_3 },
    timings: {
      createdAt: '2026-11-20T10:00:10.000Z',
      startedAt: '2026-11-20T10:00:10.000Z',
      endedAt: '2026-11-20T10:00:30.000Z',
      ...{ seconds: 20, encodeSeconds: 12 },
    },
  });
});

it('a status of a job that nobody has begun tells no cost, and of times when it was heard of alone', () => {
  const told = statusOf(job({ state: 'queued', attempts: [] }));
  expect(told.timings).toEqual({ createdAt: '2026-11-20T10:00:10.000Z' });
  expect(told).not.toHaveProperty('cost');
});

it('an end has one id, whoever tells it, in whatever order its wishes were read', () => {
  const turned = { metadata: { till: '4', shop: 'north' }, correlationId: 'order-7' };
  const told = idOf({ progress: 100, source: { ...SOURCE, wishes: WISHES } });
  expect(idOf({ updatedAt: 'later', source: { ...SOURCE, wishes: turned } })).toBe(told);
});

it.each<[string, Partial<JobItem>]>([
  ['attempt', { attempts: [attempt(), attempt()] }],
  ['state', { state: 'superseded', output: undefined }],
  ['output', { output: { ...job().output, eTag: 'f' } as JobItem['output'] }],
  ['telling of the same wish, after another', { wishedAt: '2026-11-20T11:00:00.000Z' }],
  ['wish', { source: { ...SOURCE, wishes: WISHES } }],
  ['item, where the first one had expired', { createdAt: '2026-12-20T10:00:10.000Z' }],
])('another %s has another id', (_what, more) => {
  expect(idOf(more)).not.toBe(idOf({}));
});

it('each step of progress has an id of its own', () => {
  const at = (progress: number) => idOf({ state: 'running', output: undefined, progress });
  expect(new Set([at(25), at(50), at(25)]).size).toBe(2);
});
