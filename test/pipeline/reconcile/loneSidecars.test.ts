import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WISH } from '../../../contract/wishes/wishes.ts';
import { LedgerItems } from '../../../handlers/aws/dynamo/items/ledgerItems.ts';
import { loneSidecars } from '../../../handlers/aws/dynamo/items/loneSidecars.ts';
import { s3Listings } from '../../../handlers/aws/s3/s3Listings.ts';
import type { SourceNews } from '../../../pipeline/ports/statuses.ts';
import { type LoneRun, tellLoneSidecars } from '../../../pipeline/reconcile/loneSidecars.ts';
import { Problems } from '../../../pipeline/reconcile/problems.ts';
import type { ReconcilePorts } from '../../../pipeline/reconcile/reconcilePorts.ts';
import { type Bench, INPUT, openBench, TABLE } from '../support/bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});

afterAll(() => bench?.close());

/** One run over the whole bucket, and what was told. */
async function told(run: Partial<LoneRun> = {}): Promise<SourceNews[]> {
  const news: SourceNews[] = [];
  const { ports, settings } = bench.worker();
  const options = { table: TABLE, leaseSeconds: 30, jobDays: 1 };
  const lonePorts = {
    sources: ports.sources,
    lone: loneSidecars(new LedgerItems(bench.clients.dynamo, options)),
    sourceEvents: { publish: async (one: SourceNews) => void news.push(one) },
  } as Pick<ReconcilePorts, 'sources' | 'lone' | 'sourceEvents'> as ReconcilePorts;
  const problems = new Problems();
  const all = { inputBucket: INPUT, wishes: settings.wishes, loneMs: -60_000, dryRun: false, ...run };
  for await (const page of s3Listings(bench.clients.s3).list(INPUT)) {
    await tellLoneSidecars(page, lonePorts, all, problems);
  }
  expect(problems.met).toEqual([]);
  return news;
}

it('of wishes that no video follows is told once, and of those of a video, of others and of new ones never', async () => {
  const put = (Key: string, Body: string) =>
    bench.clients.s3.send(new PutObjectCommand({ Bucket: INPUT, Key, Body }));
  await put('alone.mp4.json', JSON.stringify({ schema: WISH, title: 'x', correlationId: 'c' }));
  await put('data.json', JSON.stringify({ rows: [] }));
  await put('there.mp4', 'a video');
  await put('there.mp4.json', JSON.stringify({ trim: { to: 1 } }));
  await put('takeout.mp4.json', JSON.stringify({ title: 'takeout.mp4', description: '' }));
  expect(await told({ loneMs: 60_000 })).toEqual([]);
  expect(await told({ dryRun: true })).toEqual([]);
  expect(await told({ wishes: { sidecars: false, rules: [] } })).toEqual([]);
  const [first, ...others] = await told();
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    state: 'failed',
    source: { key: 'alone.mp4.json' },
    failure: { code: 'wish-without-video', message: expect.stringContaining('"alone.mp4"') },
    wishes: { title: 'x', correlationId: 'c' },
  });
  expect(await told()).toEqual([]);
  await put('alone.mp4.json', JSON.stringify({ schema: WISH, title: 'y' }));
  expect(await told()).toMatchObject([{ wishes: { title: 'y' } }]);
});

it('of two runs at once one tells', async () => {
  await bench.put('raced.mp4.json', Buffer.from(JSON.stringify({ schema: WISH })));
  const news = await Promise.all([told(), told(), told()]);
  expect(news.flat()).toHaveLength(1);
});
