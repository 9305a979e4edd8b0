import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { METADATA_ONLY } from '../../../../../contract/wishes/wishSettings.ts';
import { s3Sources } from '../../../../../handlers/aws/s3/source/s3Sources.ts';
import { type Bench, INPUT, openBench } from '../../../../pipeline/support/bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});

beforeEach(() => void bench.clients.meter.take());

afterAll(() => bench?.close());

it('to look for a source without wishes beside it takes two reads', async () => {
  await bench.put('plain.mp4', Buffer.from('a video'));
  const sources = s3Sources(bench.clients.s3, { ...METADATA_ONLY, sidecars: true });
  bench.clients.meter.take();
  expect(await sources.describe(INPUT, 'plain.mp4')).toMatchObject({ key: 'plain.mp4', sizeBytes: 7 });
  expect(bench.clients.meter.take().s3Reads).toBe(2);
});
