import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RenditionEnd, SourceRun } from '../../../contract/sourceRun.ts';
import type { SourceRuns } from '../../../pipeline/runs/sourceRuns.ts';
import { heldRuns } from './heldRuns.ts';
import { type LedgerOfRuns, openLedgerOfRuns } from './ledgerOfRuns.ts';

const RUN: SourceRun = {
  ...{ id: 'run', bucket: 'in', key: 'ü/\u0001.mp4', version: 'v1', ends: new Map() },
  wishes: { title: 'Ü', metadata: { shop: 'north' } },
  wishFailure: { code: 'bad-wish', message: 'trim: to has to be later than from' },
};

const end = (order: string): RenditionEnd => ({
  ...{ order, jobId: 'job', state: 'complete', createdAt: order, endedAt: order, usd: 0.001 },
});

const AT = '2026-11-20T10:00:00.000Z';
const TOLD = { revision: 1, digest: 'd', renditions: ['480p'], at: AT, by: 'n1', since: AT };

let ledger: LedgerOfRuns;

beforeAll(async () => {
  ledger = await openLedgerOfRuns();
});

afterAll(() => ledger?.close());

describe.each<[string, () => SourceRuns]>([
  ['in DynamoDB', () => ledger.runs],
  ['as races of many have it', heldRuns],
])('a run %s', (where, open) => {
  const run = { ...RUN, id: where };

  it('is known from its first end on, with all that was wished', async () => {
    const runs = open();
    expect(await runs.get(where)).toBeNull();
    const noted = await runs.note(run, '480p', end('2'));
    expect(noted).toEqual({ ...run, ends: new Map([['480p', end('2')]]) });
    expect(await runs.get(where)).toEqual(noted);
  });

  it('keeps the later end of a rendition, beside those of others, and shows them to whoever writes', async () => {
    const runs = open();
    await runs.note(run, '480p', end('2'));
    await runs.note(run, 'by.hand/1', end('1'));
    const { ends } = await runs.note(run, '480p', end('1'));
    expect(ends).toEqual(
      new Map([
        ['480p', end('2')],
        ['by.hand/1', end('1')],
      ]),
    );
    expect((await runs.note(run, '480p', end('3'))).ends.get('480p')).toEqual(end('3'));
  });

  it('is told of by whoever saw it as it is, and marked in that revision alone', async () => {
    const runs = open();
    const seen = await runs.note(run, '480p', end('4'));
    expect(await runs.tell(seen, TOLD)).toBe(true);
    expect(await runs.tell(seen, TOLD)).toBe(false);
    const begun = await runs.get(where);
    expect(begun && (await runs.tell(begun, { ...TOLD, since: 'later' }))).toBe(true);
    expect(begun && (await runs.tell(begun, { ...TOLD, since: 'too late' }))).toBe(false);
    await runs.published(run, { ...TOLD, revision: 2 });
    expect((await runs.get(where))?.told).toEqual({ ...TOLD, since: 'later' });
    await runs.published(run, TOLD);
    const published = await runs.get(where);
    expect(published?.told).toEqual({ ...TOLD, isPublished: true });
    expect(published && (await runs.tell(published, { ...TOLD, revision: 2 }))).toBe(true);
  });
});
