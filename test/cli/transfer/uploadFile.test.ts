import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UploadRequest } from '../../../cli/transfer/upload.ts';
import { uploadFile } from '../../../cli/transfer/uploadFile.ts';
import { startS3 } from '../../emulator/s3/startS3.ts';

const Bucket = 'videos';
/** Three parts, the last of them short. */
const FILM = randomBytes(17 * 1_048_576);

let folder: string;
let client: S3Client;
/** Parts that were sent. */
const sent: number[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fanreel-upload-'));
  writeFileSync(join(folder, 'film.mov'), FILM);
  writeFileSync(join(folder, 'short.mov'), FILM.subarray(0, 1_000));
});

afterAll(() => rmSync(folder, { recursive: true }));

async function start(): Promise<void> {
  ({ client } = await startS3());
  client.middlewareStack.add(
    next => args => {
      const { PartNumber } = args.input as { PartNumber?: number; Body?: unknown };
      if (PartNumber !== undefined && 'Body' in args.input) sent.push(PartNumber);
      return next(args);
    },
    { step: 'initialize' },
  );
}

function upload(key: string, more: Partial<UploadRequest> = {}, file = 'film.mov') {
  sent.length = 0;
  return uploadFile(client, { bucket: Bucket, key, path: join(folder, file), skipSame: true, ...more });
}

async function content(key: string): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

/** Breaks off once so many bytes are there. */
function breakingAfter(bytes: number): Pick<UploadRequest, 'signal' | 'onProgress'> {
  const stop = new AbortController();
  return {
    signal: stop.signal,
    onProgress: there => there >= bytes && stop.abort(new Error('the line broke')),
  };
}

it('brings a file whole and with its metadata, in parts where it is large, and S3 keeps its checksum', async () => {
  await start();
  const large = await upload('film.mov', { metadata: { camera: '3' } });
  expect(large).toMatchObject({ sizeBytes: FILM.length, resumedBytes: 0, skipped: false });
  expect(sent.toSorted()).toEqual([1, 2, 3]);
  expect((await content('film.mov')).equals(FILM)).toBe(true);
  const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'film.mov', ChecksumMode: 'ENABLED' }));
  expect(head).toMatchObject({ ChecksumType: 'FULL_OBJECT', Metadata: { camera: '3' } });
  await upload('short.mov', {}, 'short.mov');
  expect(sent).toEqual([]);
  expect((await content('short.mov')).equals(FILM.subarray(0, 1_000))).toBe(true);
});

it('goes on where an earlier try broke off, sends no part twice, and says what was there', async () => {
  await start();
  await expect(upload('broken.mov', breakingAfter(8_388_608))).rejects.toThrow('the line broke');
  const there: number[] = [];
  const resumed = await upload('broken.mov', { onProgress: bytes => there.push(bytes) });
  expect(resumed.resumedBytes).toBeGreaterThanOrEqual(8_388_608);
  expect(sent.length).toBeLessThan(3);
  expect(there.at(-1)).toBe(FILM.length);
  expect((await content('broken.mov')).equals(FILM)).toBe(true);
  const { Uploads = [] } = await client.send(
    new ListMultipartUploadsCommand({ Bucket, Prefix: 'broken.mov' }),
  );
  expect(Uploads).toEqual([]);
});

it("leaves alone an unfinished upload of another file, and one of another client's", async () => {
  await start();
  const Key = 'other.mov';
  const begin = { Bucket, Key, ChecksumAlgorithm: 'CRC32' as const };
  for (const ChecksumType of ['FULL_OBJECT', 'COMPOSITE'] as const) {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...begin, ChecksumType }));
    const Body = ChecksumType === 'COMPOSITE' ? FILM.subarray(0, 8_388_608) : randomBytes(8_388_608);
    await client.send(new UploadPartCommand({ ...{ Bucket, Key, UploadId, PartNumber: 1 }, Body }));
  }
  expect(await upload(Key)).toMatchObject({ resumedBytes: 0 });
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: Key }));
  expect(Uploads).toHaveLength(2);
});

it.each([
  ['fanreel, in parts', () => upload('same.mov')],
  ['an S3 client, at once', () => client.send(new PutObjectCommand({ Bucket, Key: 'same.mov', Body: FILM }))],
  ['an S3 client, in parts of its own size', () => inParts('same.mov', 5)],
  ["the AWS CLI's part size", () => inParts('same.mov', 8)],
])('sends nothing where the same content is there already, uploaded by %s', async (_, before) => {
  await start();
  await before();
  const { ETag } = await client.send(new HeadObjectCommand({ Bucket, Key: 'same.mov' }));
  expect(await upload('same.mov')).toMatchObject({ skipped: true, version: ETag?.replaceAll('"', '') });
  expect(sent).toEqual([]);
  expect(await upload('same.mov', { skipSame: false })).toMatchObject({ skipped: false });
});

it('sends a file in the place of another of the same length', async () => {
  await start();
  const Body = randomBytes(FILM.length);
  await client.send(new PutObjectCommand({ Bucket, Key: 'changed.mov', Body }));
  expect(await upload('changed.mov')).toMatchObject({ skipped: false });
  expect((await content('changed.mov')).equals(FILM)).toBe(true);
});

it('leaves nothing of a file that changed while it was read', async () => {
  await start();
  const path = join(folder, 'growing.mov');
  writeFileSync(path, FILM);
  const grow = () => writeFileSync(path, Buffer.concat([FILM, Buffer.from('more')]));
  const growing = uploadFile(client, { bucket: Bucket, key: 'growing.mov', path, onProgress: grow });
  await expect(growing).rejects.toThrow(/changed while it was read/);
  await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'growing.mov' }))).rejects.toThrow();
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'growing' }));
  expect(Uploads).toEqual([]);
});

async function inParts(Key: string, mib: number): Promise<void> {
  const partSize = mib * 1_048_576;
  await new Upload({ client, partSize, params: { Bucket, Key, Body: FILM } }).done();
}
