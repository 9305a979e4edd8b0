import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LedgerReader } from '../../cli/ledger/ledgerReader.ts';
import type { JobState } from '../../contract/jobState.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import { ChangeLog } from '../../dashboard/store/changeLog.ts';
import { LedgerFeed } from '../../dashboard/store/ledgerFeed.ts';
import { QueueFeed } from '../../dashboard/store/queueFeed.ts';
import { SourceTable } from '../../dashboard/store/sourceTable.ts';
import { Watch } from '../../dashboard/store/watch.ts';

/** A stack of one job, and how often it was looked at. */
class Stack {
  state: JobState = 'running';
  isThere = true;
  updatedAt = '2026-01-02T03:04:05.000Z';
  looks = { ledger: 0, queue: 0 };

  readonly ledger: Pick<LedgerReader, 'inState' | 'ofIds'> = {
    inState: (state, since) => this.#inState(state, since),
    ofIds: async ids => {
      if (!this.isThere) throw new Error('gone');
      return new Map(ids.map(id => [id, this.#job]));
    },
  };

  readonly sqs = {
    send: async () => {
      this.looks.queue += 1;
      return { Attributes: { ApproximateNumberOfMessages: '3' } };
    },
  };

  async *#inState(state: JobState, since = new Date(0)): AsyncGenerator<LedgerJob[]> {
    if (!this.isThere) throw new Error('gone');
    if (state === 'running') this.looks.ledger += 1;
    if (state === this.state && this.updatedAt >= since.toISOString()) yield [this.#job];
  }

  get #job(): LedgerJob {
    const at = this.updatedAt;
    const source = { bucket: 'in', key: 'a.mp4', version: '1' };
    return {
      ...{ jobId: 'j', source, rendition: '720p', state: this.state },
      ...{ attempts: [], createdAt: at, updatedAt: at },
    };
  }
}

let stack: Stack;
let watch: Watch;

beforeEach(() => {
  stack = new Stack();
  const queue = { name: '720p', queueUrl: 'q', dlqUrl: 'd', subscriptionDlqUrl: 's' };
  watch = new Watch({
    ledger: new LedgerFeed(stack.ledger),
    queues: new QueueFeed(stack.sqs as never, [queue as never]),
    table: new SourceTable(['720p']),
    explain: error => `The stack is ${(error as Error).message}.`,
  });
});

afterEach(() => {
  vi.useRealTimers();
  watch.close();
});

it('looks at the stack once for twenty pages, and not before the first', async () => {
  expect(stack.looks).toEqual({ ledger: 0, queue: 0 });
  const closers = Array.from({ length: 20 }, () => watch.open());
  await Promise.all(closers.map(() => watch.read()));
  expect(stack.looks.ledger).toBe(1);
  expect(stack.looks.queue).toBe(3);
  for (const close of closers) close();
});

it('says what is wrong while the stack is away, and takes it back when it is there again', async () => {
  stack.isThere = false;
  const heard: (string | null)[] = [];
  watch.log.listen(({ trouble }) => trouble !== undefined && heard.push(trouble));
  await expect(watch.read()).rejects.toThrow('The stack is gone.');
  expect(watch.trouble).toBe('The stack is gone.');
  stack.isThere = true;
  const back = new Promise<void>(resolve => watch.log.listen(({ trouble }) => trouble === null && resolve()));
  await back;
  await watch.read();
  expect(heard).toEqual(['The stack is gone.', null]);
});

it('does not hold against the stack what was wrong when it was looked at last', async () => {
  stack.isThere = false;
  await expect(watch.read()).rejects.toThrow('The stack is gone.');
  watch.close();
  stack.isThere = true;
  await watch.read();
  expect(watch.table.rows()).toMatchObject([{ key: 'a.mp4' }]);
});

it('finds what became of a job that was worked on by its id, and tells only rows that changed', async () => {
  await watch.read();
  const feed = new LedgerFeed(stack.ledger);
  const table = new SourceTable(['720p']);
  expect(table.take(await feed.inWork())).toHaveLength(1);
  expect(table.take(await feed.inWork())).toEqual([]);
  stack.state = 'complete';
  expect(table.take(await feed.inWork())).toMatchObject([
    { key: 'a.mp4', renditions: [{ state: 'complete' }] },
  ]);
  expect(await feed.inWork()).toEqual([]);
});

it('finds once the stack is back what changed while it was away', async () => {
  const feed = new LedgerFeed(stack.ledger);
  await feed.inWork();
  vi.useFakeTimers({ now: Date.parse('2026-01-02T04:00:00.000Z'), toFake: ['Date'] });
  await feed.changed();
  [stack.state, stack.isThere, stack.updatedAt] = ['complete', false, '2026-01-02T04:01:00.000Z'];
  vi.setSystemTime('2026-01-02T05:00:00.000Z');
  // Of what was in work the ledger says where it is not, and nothing more.
  const { inState } = stack.ledger;
  stack.ledger.inState = async function* () {};
  await expect(feed.inWork()).rejects.toThrow('gone');
  stack.ledger.inState = inState;
  await expect(feed.changed()).rejects.toThrow('gone');
  stack.isThere = true;
  expect(await feed.inWork()).toMatchObject([{ state: 'complete' }]);
  expect(await feed.changed()).toMatchObject([{ state: 'complete' }]);
});

it('tells whoever asks after a long time what is, and not what was', async () => {
  await watch.read();
  expect(watch.queues.samples).toHaveLength(1);
  watch.close();
  stack.state = 'complete';
  await watch.read();
  expect(watch.table.rows()).toMatchObject([{ renditions: [{ state: 'complete' }] }]);
  expect(watch.queues.samples).toHaveLength(2);
});

it('holds the newest sources alone, and of one that is overwritten all day the newest jobs', () => {
  const table = new SourceTable(['720p']);
  const job = (index: number, key: string): LedgerJob => {
    const at = new Date(1_767_323_045_000 + index * 1_000).toISOString();
    return {
      ...{ jobId: `j${index}`, source: { bucket: 'in', key, version: `${index}` }, rendition: '720p' },
      ...{ state: 'complete', attempts: [{ startedAt: at, usd: 1 }], createdAt: at, updatedAt: at },
    };
  };
  table.take(Array.from({ length: 11_001 }, (_, index) => job(index, `${index}.mp4`)));
  expect([table.size, table.newestFirst().at(-1)?.key]).toEqual([10_000, '1001.mp4']);
  for (let index = 20_000; index < 20_010; index += 1) table.take([job(index, 'live.mp4')]);
  expect(table.newestFirst()[0]).toMatchObject({
    key: 'live.mp4',
    usd: 1,
    renditions: [{ jobId: 'j20009' }],
  });
});

it('tells what followed a version as long as it is known, and nothing of another run', () => {
  const log = new ChangeLog();
  for (let count = 0; count < 1_000; count += 1) log.add({ trouble: null });
  expect(log.after(log.run, 998)?.map(({ version }) => version)).toEqual([999, 1_000]);
  expect(log.after(log.run, 1_000)).toEqual([]);
  for (const version of [3, 1_001, -1, 998.5, Number.NaN]) expect(log.after(log.run, version)).toBe(null);
  expect(log.after('other', 998)).toBe(null);
});

it('counts what is stored by the ledger, and nothing of what was pruned', () => {
  const table = new SourceTable(['720p', '1080p']);
  const at = '2026-01-02T03:04:05.000Z';
  const job = (rendition: string, more: Partial<LedgerJob>): LedgerJob => ({
    ...{ jobId: rendition, source: { bucket: 'in', key: 'a.mp4', version: '1', sizeBytes: 9 }, rendition },
    ...{ state: 'complete', attempts: [], createdAt: at, updatedAt: at },
    output: { bucket: 'out', key: 'a.mp4', sizeBytes: 100 },
    ...more,
  });
  table.take([job('720p', {}), job('1080p', { pruned: { at, why: 'preset-gone' } })]);
  expect(table.rows()).toMatchObject([{ outputBytes: 100, sourceBytes: 9 }]);
});
