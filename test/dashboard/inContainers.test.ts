import { expect, it } from 'vitest';
import { detailOf, progressWords } from '../../cli/commands/status/jobWords.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import { podsOf } from '../../dashboard/reads/podsOf.ts';
import { renditionRow } from '../../dashboard/store/rowOf.ts';
import { SourceTable } from '../../dashboard/store/sourceTable.ts';

const AT = '2026-01-02T03:04:05.000Z';

const handedOn = {
  ...{ jobId: 'j', rendition: '720p', state: 'submitted', engine: 'container', progress: 0 },
  source: { bucket: 'in', key: 'a.mp4', version: '1', sizeBytes: 1 },
  attempts: [{ number: 1, startedAt: AT, endedAt: AT, outcome: 'handed-on', engine: 'container', usd: 0.1 }],
  ...{ createdAt: AT, updatedAt: AT },
} as unknown as LedgerJob;

const taken = {
  ...handedOn,
  ...{ state: 'running', engine: 'ffmpeg', progress: 40 },
  attempts: [...handedOn.attempts, { number: 2, startedAt: AT, engine: 'ffmpeg', compute: 'container' }],
} as unknown as LedgerJob;

/** As pages are told of it. */
function rowWith(job: LedgerJob) {
  return new SourceTable(['720p']).take([job]);
}

const podsWith = (job: LedgerJob) => podsOf(rowWith(job));

it.each([
  ['waits', handedOn],
  ['is made', taken],
])('of a job that %s pages are told all that its own row says', (_, job) => {
  expect(rowWith(job)[0]?.renditions).toEqual([renditionRow(job)]);
});

it('nobody is said to work on what waits for a container, nor how far that is', () => {
  expect(renditionRow(handedOn)).toMatchObject({ state: 'submitted', waits: true });
  expect(podsWith(handedOn)).toEqual([]);
  expect(progressWords(handedOn)).toBe('waits for a container');
  expect(detailOf(handedOn)).toBe('waits for a container');
});

it('once a container has taken it that is said wherever its engine is', () => {
  expect(renditionRow(taken)).not.toHaveProperty('waits');
  expect(podsWith(taken)).toMatchObject([{ engine: 'ffmpeg in a container', progress: 40 }]);
  expect(progressWords(taken)).toMatch(/^40 %/);
});
