import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { MAX_WHOLE_BYTES, uploadFile } from '../../../../handlers/aws/s3/uploadFile.ts';
import { type Bench, INPUT, openBench } from '../../../pipeline/support/bench.ts';

let bench: Bench;
let folder: string;
let path: string;
const signal = new AbortController().signal;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fanreel-upload-'));
  path = join(folder, 'made.mp4');
  bench = await openBench();
});

beforeEach(() => void bench.clients.meter.take());

afterAll(async () => {
  await bench?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function stored(Key: string): Promise<Buffer> {
  const { Body } = await bench.clients.s3.send(new GetObjectCommand({ Bucket: INPUT, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

/** Writes a file of so many bytes, uploads it, and tells how many writes S3 bills for that. */
async function upload(bytes: number, Key: string): Promise<number> {
  writeFileSync(path, 'the start of a video');
  truncateSync(path, bytes);
  await uploadFile(bench.clients.s3, path, { Bucket: INPUT, Key }, signal);
  return bench.clients.meter.take().s3Writes;
}

it('a file of a usual size is uploaded by one request, whole', async () => {
  expect(await upload(12_000_000, 'usual.mp4')).toBe(1);
  expect((await stored('usual.mp4')).equals(readFileSync(path))).toBe(true);
});

it('a larger one goes in parts', async () => {
  expect(await upload(MAX_WHOLE_BYTES + 1, 'large.mp4')).toBe(2 + 4);
  expect((await stored('large.mp4')).equals(readFileSync(path))).toBe(true);
});

it('an upload that is not wanted any more throws the reason, and leaves nothing', async () => {
  const reason = new Error('overwritten');
  for (const bytes of [1_000, MAX_WHOLE_BYTES + 1]) {
    writeFileSync(path, '');
    truncateSync(path, bytes);
    const stop = new AbortController();
    const uploading = uploadFile(bench.clients.s3, path, { Bucket: INPUT, Key: 'none.mp4' }, stop.signal);
    stop.abort(reason);
    await expect(uploading).rejects.toBe(reason);
  }
  await expect(stored('none.mp4')).rejects.toThrow();
});
