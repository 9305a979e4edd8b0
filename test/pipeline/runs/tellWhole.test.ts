import { beforeEach, expect, it } from 'vitest';
import type { JobItem } from '../../../contract/job.ts';
import { readSourceEvent, writeSourceEvent } from '../../../contract/messages/source.ts';
import type { Wishes } from '../../../contract/wishes/wishes.ts';
import { noteEnd } from '../../../pipeline/runs/noteEnd.ts';
import type { SourceRuns } from '../../../pipeline/runs/sourceRuns.ts';
import { TELLING_SECONDS, tellWhole } from '../../../pipeline/runs/tellWhole.ts';
import { attempt, job } from '../../handlers/support/jobs.ts';
import { heldRuns } from './heldRuns.ts';
import { AGAIN, FAILED, notice, take } from './notices.ts';

const BOTH = ['1080p', '480p'];
const DROPPED: Partial<JobItem> = {
  ...{ state: 'dropped', output: undefined },
  dropped: { by: 'ann', at: '2026-11-20T10:02:00.000Z' },
};

let runs: SourceRuns;

beforeEach(() => {
  runs = heldRuns();
});

const wished = (wishes: Wishes) => ({ source: { ...job().source, wishes } });
const after = (rendition: string, more?: Partial<JobItem>, at = '10:00:31') =>
  take(notice(rendition, at, more), BOTH, runs);

it('nothing is told of a source until its last rendition has ended, and then all of it', async () => {
  expect(await after('480p')).toEqual([]);
  const attempts = [attempt({ outcome: 'timeout', requestsUsd: 0.000_1 }), AGAIN];
  const [news] = await after('1080p', { attempts });
  expect(news).toMatchObject({
    ...{ state: 'complete', revision: 1, source: { bucket: 'in', key: 'a.mp4', version: 'v1' } },
    renditions: [
      { rendition: '480p', state: 'complete', jobId: 'job-480p', output: { key: 'a.mp4', eTag: 'e' } },
      { rendition: '1080p', state: 'complete', jobId: 'job-1080p' },
    ],
    cost: { usd: 0.003, requestsUsd: 0.000_1 },
    timings: {
      ...{ createdAt: '2026-11-20T10:00:10.000Z', endedAt: '2026-11-20T10:01:30.000Z', seconds: 80 },
    },
  });
  expect(news && readSourceEvent(writeSourceEvent(news))).not.toBeNull();
});

it.each<[string, Partial<JobItem>[], string]>([
  ['partly', [{}, FAILED], 'one of them failed'],
  ['partly', [DROPPED, {}], 'somebody wanted one of them no more'],
  ['failed', [FAILED, DROPPED], 'none is there'],
])('a source is %s where %j', async (state, [one, other]) => {
  await after('480p', one);
  const [news] = await after('1080p', other);
  expect(news?.state).toBe(state);
});

it('a failure is told in both sentences, and what is behind it by its status alone', async () => {
  await after('480p');
  const [news] = await after('1080p', FAILED);
  const told = news?.renditions[1]?.failure;
  expect(told).toMatchObject({ class: 'input', code: 'no-video', message: 'No.' });
  expect(told).not.toHaveProperty('detail');
});

it.each<[string, Wishes]>([
  ['wanted alone', { renditions: ['480p'] }],
  ['not wanted', { without: ['1080p'] }],
])('what is %s is not waited for', async (_what, wishes) => {
  const [news] = await after('480p', wished(wishes));
  expect(news).toMatchObject({ state: 'complete', wishes, renditions: [{ rendition: '480p' }] });
});

it.each<JobItem['state']>(['queued', 'running', 'submitted', 'held', 'superseded'])(
  'a job that is %s has not ended',
  async state => {
    await after('480p');
    expect(await after('1080p', { state, output: undefined })).toEqual([]);
  },
);

it('the same upload with another wish is told of by itself', async () => {
  await after('480p', wished({ title: 'one' }));
  expect(await after('1080p', wished({ title: 'two' }))).toEqual([]);
  expect(await after('480p', wished({ title: 'two' }))).toMatchObject([
    { revision: 1, wishes: { title: 'two' } },
  ]);
});

it('what is redriven and comes to something else is told again, with another id', async () => {
  await after('480p');
  const [first] = await after('1080p', FAILED);
  const [second] = await after('1080p', { attempts: [attempt(), AGAIN] }, '10:01:31');
  expect([first?.state, second?.state]).toEqual(['partly', 'complete']);
  expect([first?.revision, second?.revision]).toEqual([1, 2]);
  expect(second?.id).not.toBe(first?.id);
});

it('what is made again and comes to the same is told no more', async () => {
  await after('480p');
  await after('1080p');
  expect(await after('1080p', { attempts: [attempt(), AGAIN] }, '10:01:31')).toEqual([]);
});

it('a late notice of an earlier attempt changes nothing', async () => {
  await after('1080p', { attempts: [attempt(), AGAIN] }, '10:01:31');
  await after('1080p', FAILED, '10:01:40');
  expect(await after('480p')).toMatchObject([{ state: 'complete' }]);
});

it('a rendition that is made of uploads since is told with the others once it is there', async () => {
  await after('480p');
  await after('1080p');
  const more = [...BOTH, '720p'];
  expect(await take(notice('720p', '11:00:00'), more, runs)).toMatchObject([
    { revision: 2, renditions: [{ rendition: '480p' }, { rendition: '720p' }, { rendition: '1080p' }] },
  ]);
});

it('a rendition that is made of uploads no more is not waited for once its job is over', async () => {
  await after('480p');
  const gone = notice('1080p', '11:00:00', { state: 'superseded', output: undefined });
  expect(await take(gone, ['480p'], runs)).toMatchObject([
    { state: 'complete', renditions: [{ rendition: '480p' }] },
  ]);
  const elsewhere = notice('1080p', '11:00:00', { ...FAILED, source: { ...job().source, key: 'b.mp4' } });
  expect(await take(elsewhere, ['480p'], runs)).toEqual([]);
});

it('nothing is noted of a message that became no job', async () => {
  const { jobId: _, ...status } = notice('480p', '10:00:31', FAILED);
  expect(await noteEnd(status, BOTH, runs)).toBeNull();
});

it('where telling fails it is told with the same notice, and no other, once nobody can be at it any more', async () => {
  await after('480p');
  const last = notice('1080p', '10:00:31');
  const told: string[] = [];
  const start = Date.now();
  const tellAt = async (status: typeof last, seconds: number, works = true) => {
    const sourceEvents = {
      publish: async ({ id }: { id: string }) => {
        told.push(id);
        if (!works) throw new Error('SNS is away');
      },
    };
    const noted = await noteEnd(status, BOTH, runs);
    const now = () => new Date(start + seconds * 1_000);
    return noted && (await tellWhole(noted, BOTH, { runs, sourceEvents, now }));
  };
  await expect(tellAt(last, 0, false)).rejects.toThrow('SNS is away');
  expect(await tellAt(last, 30)).toBe('under-way');
  expect(await tellAt(notice('480p', '10:00:32'), TELLING_SECONDS)).toBe('done');
  expect(told).toHaveLength(1);
  expect(await tellAt(last, TELLING_SECONDS)).toBe('done');
  expect(await tellAt(last, 2 * TELLING_SECONDS)).toBe('done');
  expect(told).toEqual([told[0], told[0]]);
});
