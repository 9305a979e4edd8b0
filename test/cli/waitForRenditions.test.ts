import { expect, it } from 'vitest';
import { noDisplay } from '../../cli/terminal/screen/progressDisplay.ts';
import type { Ended, Wait } from '../../cli/wait/wait.ts';
import { waitForRenditions } from '../../cli/wait/waitForRenditions.ts';
import type { LedgerJob } from '../../contract/readJob.ts';

const source = { bucket: 'in', key: 'a.mp4', version: 'v1' };
const job: LedgerJob = {
  jobId: 'j1',
  source,
  rendition: '720p',
  state: 'failed',
  attempts: [],
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-01-02T03:04:05.000Z',
};

function wait(jobs: LedgerJob[], waiting: () => number, more: Partial<Wait> = {}): Promise<Ended[]> {
  return waitForRenditions({
    awaited: [{ source, rendition: '720p' }],
    ledger: {
      ofSource: async () => jobs,
      inState: async function* () {},
    },
    seen: new Map(),
    display: noDisplay(),
    signal: new AbortController().signal,
    waitingMessages: async () => waiting(),
    pollMs: 1,
    queueLookMs: 5,
    ...more,
  });
}

it('gives up a rendition that nobody has begun, once its queue is empty', async () => {
  await expect(wait([], () => 0)).rejects.toMatchObject({
    exitCode: 1,
    message: expect.stringMatching(
      /^Nobody has begun with a\.mp4 720p and no message for it is in the queue/,
    ),
  });
});

it('takes a failure from before the upload for nothing begun', async () => {
  const seen = new Map([['j1', job.updatedAt]]);
  await expect(wait([job], () => 0, { seen })).rejects.toThrow(/^Nobody has begun/);
});

it('waits while a message is in the queue, and for work that has begun', async () => {
  let looks = 0;
  const running: LedgerJob = { ...job, state: 'running' };
  const jobs: LedgerJob[] = [];
  const waiting = () => {
    looks += 1;
    if (looks === 3) jobs.push(running);
    return looks < 3 ? 1 : 0;
  };
  setTimeout(() => Object.assign(running, { state: 'complete' }), 100);
  expect(await wait(jobs, waiting)).toEqual([{ source, rendition: '720p', job: running }]);
  expect(looks).toBe(3);
});

it('asks of many uploads only for what has changed, and for what runs', async () => {
  const uploaded = Array.from({ length: 20 }, (_, index) => ({ ...source, key: `${index}.mp4` }));
  const jobs = uploaded.map(
    (of, index): LedgerJob => ({ ...job, jobId: `j${index}`, source: of, state: 'running' }),
  );
  const awaited = uploaded.map(of => ({ source: of, rendition: '720p' }));
  let each = 0;
  let changes = 0;
  const ledger: Wait['ledger'] = {
    ofSource: async (_, key) => {
      each += 1;
      return jobs.filter(one => one.source.key === key);
    },
    inState: async function* (state, since) {
      changes += 1;
      if (changes > 6) for (const one of jobs) one.state = 'complete';
      yield jobs.filter(
        one =>
          one.state === state && (!since || one.updatedAt >= since.toISOString() || state === 'complete'),
      );
    },
  };
  const ended = await wait([], () => 1, { awaited, ledger });
  expect(ended.map(({ job: { state } }) => state)).toEqual(Array(20).fill('complete'));
  expect(each).toBe(20);
});

it('of an older preset and the one of today, takes the job that was last heard of', async () => {
  const today: LedgerJob = { ...job, jobId: 'j2', state: 'complete', updatedAt: '2026-01-02T03:05:00.000Z' };
  const seen = new Map([['j1', job.updatedAt]]);
  expect(await wait([today, job], () => 0, { seen })).toMatchObject([{ job: { jobId: 'j2' } }]);
});
