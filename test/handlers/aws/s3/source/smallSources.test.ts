import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Source } from '../../../../../contract/job.ts';
import { s3Sources } from '../../../../../handlers/aws/s3/source/s3Sources.ts';
import { MAX_SMALL_BYTES, withSmallSources } from '../../../../../handlers/aws/s3/source/smallSources.ts';
import { Superseded } from '../../../../../pipeline/claim/superseded.ts';
import type { Sources } from '../../../../../pipeline/ports/sources.ts';
import { type Bench, INPUT, openBench } from '../../../../pipeline/support/bench.ts';

const { signal } = new AbortController();
const folder = mkdtempSync(join(tmpdir(), 'fanreel-small-'));
const path = join(folder, 'source');

let bench: Bench;
let sources: Sources;

beforeAll(async () => {
  bench = await openBench();
  const { s3 } = bench.clients;
  sources = withSmallSources(s3Sources(s3), s3);
});

afterAll(async () => {
  await bench?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function put(key: string, body: Buffer): Promise<Source> {
  await bench.put(key, body);
  return (await sources.describe(INPUT, key)) as Source;
}

/** How many reads S3 bills for it. */
async function readsOf(work: () => Promise<unknown>): Promise<number> {
  bench.clients.meter.take();
  await work();
  return bench.clients.meter.take().s3Reads;
}

it('a small source is read by ranges and downloaded in one request', async () => {
  const body = Buffer.from('the start of a video, and its end');
  const source = await put('small.mp4', body);
  const reads = await readsOf(async () => {
    expect(Buffer.from(await sources.readRange(source, 4, 5)).toString()).toBe('start');
    expect(Buffer.from(await sources.readRange(source, 30, 100)).toString()).toBe('end');
    await sources.download(source, path, signal);
  });
  expect(reads).toBe(1);
  expect(readFileSync(path)).toEqual(body);
});

it('one that is downloaded again is fetched again', async () => {
  const source = await put('again.mp4', Buffer.from('a video'));
  await sources.readRange(source, 0, 1);
  await sources.download(source, path, signal);
  expect(await readsOf(() => sources.download(source, path, signal))).toBe(1);
  expect(readFileSync(path, 'utf8')).toBe('a video');
});

it('what was read of one version is not taken for another', async () => {
  const old = await put('changed.mp4', Buffer.from('older'));
  await sources.readRange(old, 0, 1);
  const now = await put('changed.mp4', Buffer.from('newer'));
  await sources.download(now, path, signal);
  expect(readFileSync(path, 'utf8')).toBe('newer');
});

it('one that was overwritten since it was described says so each time', async () => {
  const source = await put('gone.mp4', Buffer.from('older'));
  await bench.put('gone.mp4', Buffer.from('newer'));
  for (const offset of [0, 1]) {
    await expect(sources.readRange(source, offset, 1)).rejects.toThrow(Superseded);
  }
});

it('a larger one is read by ranges, and streamed to the disk', async () => {
  const body = Buffer.alloc(MAX_SMALL_BYTES + 1, 'video');
  const source = await put('large.mp4', body);
  const reads = await readsOf(async () => {
    expect(Buffer.from(await sources.readRange(source, 0, 5)).toString()).toBe('video');
    await sources.download(source, path, signal);
  });
  expect(reads).toBe(2);
  expect(readFileSync(path).equals(body)).toBe(true);
});
