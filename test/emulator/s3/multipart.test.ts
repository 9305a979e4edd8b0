import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { expect, test } from 'vitest';
import { type RunningS3, startS3 } from './startS3.ts';

const Bucket = 'videos';
const Key = 'long film.mp4';
const FIVE_MIB = randomBytes(5 * 1024 * 1024);

test('lib-storage uploads a stream in parts, as one object with one event', async () => {
  const { client, events, store, dir } = await startS3();
  const film = Buffer.concat([FIVE_MIB, FIVE_MIB, randomBytes(1000)]);
  const Body = Readable.from([film]);
  await new Upload({ client, params: { Bucket, Key, Body, ContentType: 'video/mp4' } }).done();
  const got = await client.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=5242870-5242890' }));
  expect(await got.Body?.transformToByteArray()).toEqual(new Uint8Array(film.subarray(5242870, 5242891)));
  expect(got.ContentType).toBe('video/mp4');
  expect(got.ETag).toBe(`"${multipartETag([FIVE_MIB, FIVE_MIB, film.subarray(-1000)])}"`);
  expect(events).toMatchObject([
    { key: Key, eventName: 'ObjectCreated:CompleteMultipartUpload', sizeBytes: film.length },
  ]);
  expect(readdirSync(`${dir}/bodies`)).toHaveLength(1);
  // As on AWS, a copy is one whole: its ETag is the MD5 of the bytes.
  const copy = await store.copy({ bucket: Bucket, key: Key }, { bucket: Bucket, key: 'copy' });
  expect(copy.eTag).toBe(createHash('md5').update(film).digest('hex'));
});

test.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256', 'CRC64NVME'] as const)(
  'an upload in parts keeps a %s checksum',
  async ChecksumAlgorithm => {
    const { client } = await startS3();
    const upload = new Upload({ client, params: { Bucket, Key, Body: FIVE_MIB, ChecksumAlgorithm } });
    const put = await upload.done();
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm }),
    );
    const part = await client.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'last', ChecksumAlgorithm }),
    );
    const whole = await client.send(
      new CompleteMultipartUploadCommand({
        ...{ Bucket, Key, UploadId },
        MultipartUpload: { Parts: [{ ...part, PartNumber: 1 }] },
      }),
    );
    const name = `Checksum${ChecksumAlgorithm}` as const;
    expect(put[name]).toBeDefined();
    expect(whole[name]).toMatch(ChecksumAlgorithm === 'CRC64NVME' ? /=$/ : /=-1$/);
    const got = await client.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(await got.Body?.transformToString()).toBe('last');
  },
);

test('a part may be sent again, and parts are listed page by page', async () => {
  const s3 = await startS3();
  const { client } = s3;
  const UploadId = await begin(s3);
  await part(s3, UploadId, 1, 'first try');
  const parts = [await part(s3, UploadId, 1, FIVE_MIB), await part(s3, UploadId, 7, 'end')];
  const page = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 1 }));
  expect(page).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '1' });
  expect(page.Parts?.map(({ Size }) => Size)).toEqual([FIVE_MIB.length]);
  const rest = await client.send(
    new ListPartsCommand({ Bucket, Key, UploadId, PartNumberMarker: page.NextPartNumberMarker }),
  );
  expect(rest.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([[7, 3]]);
  await complete(s3, UploadId, parts);
  expect(s3.store.head(Bucket, Key).sizeBytes).toBe(FIVE_MIB.length + 3);
});

test('completing twice, at once or later, gives the same object and one event', async () => {
  const s3 = await startS3();
  const UploadId = await begin(s3);
  const parts = [await part(s3, UploadId, 1, 'all')];
  const [one, other] = await Promise.all([complete(s3, UploadId, parts), complete(s3, UploadId, parts)]);
  const later = await complete(s3, UploadId, parts);
  expect([other.ETag, later.ETag]).toEqual([one.ETag, one.ETag]);
  expect(s3.events).toHaveLength(1);
});

test('a wrong list of parts is refused by what is wrong with it, and the upload stays', async () => {
  const s3 = await startS3();
  const UploadId = await begin(s3);
  const [one, two] = [await part(s3, UploadId, 1, 'small'), await part(s3, UploadId, 2, 'end')];
  const cases: [CompletedPart[], string][] = [
    [[two, one], 'InvalidPartOrder'],
    [[one, one], 'InvalidPartOrder'],
    [[one, two], 'EntityTooSmall'],
    [[{ ...one, ETag: '"wrong"' }], 'InvalidPart'],
    [[{ ...one, PartNumber: 9 }], 'InvalidPart'],
    [[], 'MalformedXML'],
  ];
  for (const [parts, name] of cases) {
    await expect(complete(s3, UploadId, parts)).rejects.toMatchObject({ name });
  }
  await expect(complete(s3, 'gone', [one])).rejects.toMatchObject({ name: 'NoSuchUpload' });
  await complete(s3, UploadId, [one]);
});

test('completing honours If-None-Match *, the size and the checksum of the whole', async () => {
  const s3 = await startS3();
  await s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'there' }));
  const UploadId = await begin(s3);
  const parts = [await part(s3, UploadId, 1, 'all')];
  for (const [more, name] of [
    [{ IfNoneMatch: '*' }, 'PreconditionFailed'],
    [{ MpuObjectSize: 4 }, 'InvalidRequest'],
    [{ ChecksumCRC32: 'AAAAAA==' }, 'BadDigest'],
  ] as const) {
    await expect(complete(s3, UploadId, parts, more)).rejects.toMatchObject({ name });
  }
  expect(s3.store.head(Bucket, Key).sizeBytes).toBe('there'.length);
  await complete(s3, UploadId, parts, { MpuObjectSize: 3 });
});

test('parts may be copied from ranges of an object', async () => {
  const s3 = await startS3();
  await s3.client.send(new PutObjectCommand({ Bucket, Key: 'from', Body: FIVE_MIB }));
  const UploadId = await begin(s3);
  const copy = async (PartNumber: number, CopySourceRange?: string) => {
    const { CopyPartResult } = await s3.client.send(
      new UploadPartCopyCommand({
        Bucket,
        Key,
        UploadId,
        PartNumber,
        CopySource: `${Bucket}/from`,
        CopySourceRange,
      }),
    );
    return { PartNumber, ETag: CopyPartResult?.ETag };
  };
  await complete(s3, UploadId, [await copy(1), await copy(2, 'bytes=10-19')]);
  const got = await s3.client.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=-10' }));
  expect(await got.Body?.transformToByteArray()).toEqual(new Uint8Array(FIVE_MIB.subarray(10, 20)));
  await expect(copy(3, 'bytes=0-99999999')).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

test('an aborted upload is gone with its parts; others are listed', async () => {
  const s3 = await startS3();
  const uploads = () => s3.client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'long' }));
  const kept = await begin(s3);
  const UploadId = await begin(s3);
  await part(s3, UploadId, 1, 'bytes');
  expect((await uploads()).Uploads).toHaveLength(2);
  await s3.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  expect((await uploads()).Uploads?.map(upload => upload.UploadId)).toEqual([kept]);
  expect(readdirSync(`${s3.dir}/bodies`)).toEqual([]);
  await expect(part(s3, UploadId, 1, 'late')).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

async function begin({ client }: RunningS3): Promise<string> {
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({
      Bucket,
      Key,
      ChecksumAlgorithm: 'CRC32',
      ChecksumType: 'FULL_OBJECT',
    }),
  );
  return String(UploadId);
}

async function part(
  { client }: RunningS3,
  UploadId: string,
  PartNumber: number,
  Body: string | Buffer,
): Promise<CompletedPart> {
  const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
  return { PartNumber, ETag };
}

function complete({ client }: RunningS3, UploadId: string, Parts: CompletedPart[], more: object = {}) {
  return client.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }),
  );
}

function multipartETag(parts: Buffer[]): string {
  const md5s = parts.map(bytes => createHash('md5').update(bytes).digest());
  return `${createHash('md5').update(Buffer.concat(md5s)).digest('hex')}-${parts.length}`;
}
