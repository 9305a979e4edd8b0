import { expect, it } from 'vitest';
import type { Status } from '../../../contract/messages/status.ts';
import { knownStatus } from '../../../pipeline/runs/knownStatus.ts';
import { job } from '../../handlers/support/jobs.ts';
import { notice } from './notices.ts';

const WISHED = { source: { ...job().source, wishes: { batch: 'tuesday' } } };
const ledger = { get: async () => job(WISHED) };

/** As versions wrote it that told no ids. */
const OLD: Status = (({ id: _, timings: __, cost: ___, ...status }) => status)(notice('720p', '10:00:31'));

it('a notice of an older version is of the run that the ledger tells its job is of', async () => {
  expect(await knownStatus(OLD, ledger)).toMatchObject({
    ...{ at: OLD.at, state: 'complete', wishes: { batch: 'tuesday' } },
    timings: { startedAt: '2026-11-20T10:00:10.000Z' },
  });
});

it.each<[string, Status]>([
  ['that has an id', { ...OLD, id: 'e1' }],
  ['of another state than its job is in by now', { ...OLD, state: 'failed' }],
  ['of an earlier attempt', { ...OLD, attempt: 0 }],
])('a notice %s is taken as it is', async (_what, status) => {
  expect(await knownStatus(status, ledger)).toBe(status);
});
