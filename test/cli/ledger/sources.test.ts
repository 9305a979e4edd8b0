import { expect, it } from 'vitest';
import { gathered } from '../../../cli/ledger/gathered.ts';
import { newestFirst } from '../../../cli/ledger/newestFirst.ts';
import { sourcesOf } from '../../../cli/ledger/sources.ts';
import type { JobState } from '../../../contract/jobState.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const job = (key: string, rendition: string, second: number, more: Partial<LedgerJob> = {}): LedgerJob => ({
  ...{ jobId: `${key} ${rendition} ${second}`, source: { bucket: 'in', key, version: 'v' }, rendition },
  ...{ state: 'complete', attempts: [], createdAt: at(second), updatedAt: at(second) },
  ...more,
});

async function* pagesOf(...pages: LedgerJob[][]) {
  yield* pages;
}

/** Which sources the ledger was asked for one by one. */
function grouping(all: LedgerJob[], asked: string[] = []) {
  const ofSource = async (_: string, key: string) => {
    asked.push(key);
    return all.filter(one => one.source.key === key);
  };
  return { ledger: { ofSource }, renditions: ['720p', '1080p'] };
}

const shown = async (sources: ReturnType<typeof sourcesOf>) =>
  (await gathered(sources)).map(
    ({ source, jobs }) => `${source.key}: ${jobs.map(one => one.rendition).join(' ')}`,
  );

it('puts jobs of one page together, and asks the ledger only for what reaches over its end', async () => {
  const pages = [
    [job('a', '1080p', 5), job('a', '720p', 4), job('b', '720p', 3)],
    [job('b', '1080p', 2), job('c', '720p', 1), job('c', '1080p', 1)],
  ];
  const asked: string[] = [];
  const sources = sourcesOf(pagesOf(...pages), grouping(pages.flat(), asked));
  expect(await shown(sources)).toEqual(['a: 720p 1080p', 'b: 720p 1080p', 'c: 720p 1080p']);
  expect(asked).toEqual(['b']);
});

it('asks for all jobs of a source where the pages are of one state: a later upload may have mended a failure', async () => {
  const failed = ['720p', '1080p'].map(name => job('a', name, 1, { state: 'failed' }));
  const mended = ['720p', '1080p'].map(name => job('a', name, 2));
  const grouped = sourcesOf(pagesOf(failed), { ...grouping([...failed, ...mended]), ofOneState: true });
  const states = (await gathered(grouped)).flatMap(({ jobs }) => jobs.map(({ state }) => state));
  expect(states).toEqual(['complete', 'complete']);
});

it('keeps what was read of a source that the index leaves out for a moment, as it changes just then', async () => {
  const before = [job('a', '720p', 2, { state: 'running' })];
  const now = [job('a', '720p', 2), job('a', '1080p', 1)];
  expect(await shown(sourcesOf(pagesOf(before), grouping([])))).toEqual(['a: 720p']);
  const changed = await gathered(sourcesOf(pagesOf(before), grouping(now)));
  expect(changed.flatMap(({ jobs }) => jobs.map(({ state }) => state))).toEqual(['complete', 'complete']);
});

it('asks for no rendition that is not wanted', async () => {
  const source = { bucket: 'in', key: 'a', version: 'v', wishes: { renditions: ['720p'] } };
  const jobs = [job('a', '720p', 1, { source })];
  const asked: string[] = [];
  expect(await shown(sourcesOf(pagesOf(jobs), grouping(jobs, asked)))).toEqual(['a: 720p']);
  expect(asked).toEqual([]);
});

it('shows of each rendition the job that began last, or all of them', async () => {
  const jobs = [job('a', '720p', 3), job('a', '1080p', 3), job('a', '720p', 1)];
  expect(await shown(sourcesOf(pagesOf(jobs), grouping(jobs)))).toEqual(['a: 720p 1080p']);
  expect(await shown(sourcesOf(pagesOf(jobs), { ...grouping(jobs), all: true }))).toEqual([
    'a: 720p 720p 1080p',
  ]);
});

it('gives a message without a source a line of its own', async () => {
  const source = { bucket: 'in', key: '', version: '' };
  const jobs = [job('', '720p', 2, { source }), job('', '720p', 1, { source })];
  expect(await shown(sourcesOf(pagesOf(jobs), grouping(jobs)))).toEqual([': 720p', ': 720p']);
});

it('puts the states together by the time of their change, reading no page before it is due', async () => {
  const read: JobState[] = [];
  const states: Partial<Record<JobState, LedgerJob[][]>> = {
    complete: [[job('a', '720p', 9), job('b', '720p', 5)], [job('c', '720p', 1)]],
    failed: [[job('d', '720p', 7)], [job('e', '720p', 6)]],
  };
  const inState = async function* (state: JobState) {
    for (const page of states[state] ?? []) {
      read.push(state);
      yield page;
    }
  };
  const jobs = newestFirst({ inState });
  const keys: string[] = [];
  for await (const page of jobs) {
    keys.push(...page.map(one => one.source.key));
    if (keys.length === 1) expect(read).toEqual(['complete', 'failed']);
  }
  expect(keys).toEqual(['a', 'd', 'e', 'b', 'c']);
});
