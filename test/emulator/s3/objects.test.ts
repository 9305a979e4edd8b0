import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test } from 'vitest';
import { rawRequest } from './rawRequest.ts';
import { startS3 } from './startS3.ts';

const Bucket = 'videos';

test('an object comes back with its bytes, type and metadata', async () => {
  const { client, events } = await startS3();
  const put = await client.send(
    new PutObjectCommand({
      ...{ Bucket, Key: 'a/b.mp4', Body: 'hello', ContentType: 'video/mp4', Metadata: { owner: 'Ann' } },
      ...{ CacheControl: 'no-store', ContentDisposition: 'inline', ContentEncoding: 'gzip' },
    }),
  );
  const got = await client.send(new GetObjectCommand({ Bucket, Key: 'a/b.mp4' }));
  expect(await got.Body?.transformToString()).toBe('hello');
  expect(got).toMatchObject({
    ...{ ContentType: 'video/mp4', Metadata: { owner: 'Ann' }, ContentLength: 5, AcceptRanges: 'bytes' },
    ...{ CacheControl: 'no-store', ContentDisposition: 'inline', ContentEncoding: 'gzip' },
    ...{ ETag: put.ETag, ChecksumCRC32: put.ChecksumCRC32 },
  });
  expect(put.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
  expect(events).toEqual([
    {
      ...{ bucket: Bucket, key: 'a/b.mp4', eventName: 'ObjectCreated:Put', sizeBytes: 5 },
      ...{ eTag: '5d41402abc4b2a76b9719d911017c592', sequencer: '0000000000000001', at: expect.any(Date) },
    },
  ]);
});

test('the event is heard to the end before the upload is acknowledged', async () => {
  const { client, store } = await startS3();
  const { promise: heard, resolve: hear } = Promise.withResolvers<void>();
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  let acknowledged = false;
  store.onChange = () => {
    hear();
    return mayEnd;
  };
  const put = client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' })).then(() => {
    acknowledged = true;
  });
  await heard;
  // A whole other request is answered meanwhile.
  await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
  expect(acknowledged).toBe(false);
  end();
  await put;
});

test.each([
  ['bytes=0-0', '0', 'bytes 0-0/10'],
  ['bytes=3-5', '345', 'bytes 3-5/10'],
  ['bytes=7-', '789', 'bytes 7-9/10'],
  ['bytes=-2', '89', 'bytes 8-9/10'],
  ['bytes=-99', '0123456789', 'bytes 0-9/10'],
  ['bytes=5-99', '56789', 'bytes 5-9/10'],
  ['bytes=5-3', '0123456789', undefined],
  ['lines=1-2', '0123456789', undefined],
])('the range %s of ten digits gives %s', async (Range, text, contentRange) => {
  const { client } = await startS3();
  await client.send(new PutObjectCommand({ Bucket, Key: 'digits', Body: '0123456789' }));
  const got = await client.send(new GetObjectCommand({ Bucket, Key: 'digits', Range }));
  expect(await got.Body?.transformToString()).toBe(text);
  expect(got.ContentRange).toBe(contentRange);
});

test('a range behind the end is refused with 416', async () => {
  const { client } = await startS3();
  await client.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: new Uint8Array() }));
  for (const Range of ['bytes=0-', 'bytes=10-20', 'bytes=-0']) {
    await expect(client.send(new GetObjectCommand({ Bucket, Key: 'empty', Range }))).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
    });
  }
});

test('reads honour If-Match, If-None-Match and the dates', async () => {
  const { client } = await startS3();
  const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
  const read = (condition: object) => client.send(new GetObjectCommand({ Bucket, Key: 'a', ...condition }));
  const [before, after] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)];
  for (const fine of [{ IfMatch: ETag }, { IfNoneMatch: '"other"' }, { IfModifiedSince: before }]) {
    expect((await read(fine)).ContentLength).toBe(1);
  }
  for (const same of [{ IfNoneMatch: ETag }, { IfModifiedSince: after }]) {
    await expect(read(same)).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
  }
  for (const failed of [{ IfMatch: '"other"' }, { IfUnmodifiedSince: before }]) {
    await expect(read(failed)).rejects.toMatchObject({ name: 'PreconditionFailed' });
  }
});

test('writes honour If-None-Match * and If-Match', async () => {
  const { client, events } = await startS3();
  const put = (condition: object) =>
    client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', ...condition }));
  await expect(put({ IfMatch: '"gone"' })).rejects.toMatchObject({ name: 'NoSuchKey' });
  const { ETag } = await put({ IfNoneMatch: '*' });
  await expect(put({ IfNoneMatch: '*' })).rejects.toMatchObject({
    name: 'PreconditionFailed',
    $metadata: { httpStatusCode: 412 },
  });
  await put({ IfMatch: ETag });
  await expect(put({ IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  expect(events).toHaveLength(2);
});

test('a large write that is refused gets its answer, not a broken connection', async () => {
  const { client } = await startS3();
  await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
  const Body = Buffer.alloc(30_000_000);
  for (let twice = 0; twice < 2; twice++) {
    await expect(
      client.send(new PutObjectCommand({ Bucket, Key: 'a', Body, IfNoneMatch: '*' })),
    ).rejects.toMatchObject({ name: 'PreconditionFailed' });
  }
});

test('of many writers with If-None-Match * one wins', async () => {
  const { client } = await startS3();
  const writes = Array.from({ length: 8 }, (_, n) =>
    client.send(new PutObjectCommand({ Bucket, Key: 'once', Body: String(n), IfNoneMatch: '*' })),
  );
  const results = await Promise.allSettled(writes);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a copy keeps the metadata or replaces it, and checks its source', async () => {
  const { client, events } = await startS3();
  const { ETag } = await client.send(
    new PutObjectCommand({ Bucket, Key: 'from +.mp4', Body: 'x', ContentType: 'video/mp4' }),
  );
  const copy = (Key: string, more: object = {}) =>
    client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/from%20%2B.mp4`, ...more }));
  const type = async (Key: string) => (await client.send(new HeadObjectCommand({ Bucket, Key }))).ContentType;
  expect((await copy('to', { CopySourceIfMatch: ETag })).CopyObjectResult?.ETag).toBe(ETag);
  expect(await type('to')).toBe('video/mp4');
  await copy('from +.mp4', { MetadataDirective: 'REPLACE', ContentType: 'text/plain' });
  expect(await type('from +.mp4')).toBe('text/plain');
  expect(events.map(({ eventName }) => eventName)).toContain('ObjectCreated:Copy');
  await expect(copy('from +.mp4')).rejects.toMatchObject({ name: 'InvalidRequest' });
  await expect(copy('to', { CopySourceIfMatch: '"other"' })).rejects.toMatchObject({
    name: 'PreconditionFailed',
  });
  await expect(copy('to', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await expect(copy('to', { CopySource: `${Bucket}/gone` })).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('a copy outlives its source', async () => {
  const { client, store } = await startS3();
  await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'bytes' }));
  await store.copy({ bucket: Bucket, key: 'a' }, { bucket: Bucket, key: 'b' });
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  const got = await client.send(new GetObjectCommand({ Bucket, Key: 'b' }));
  expect(await got.Body?.transformToString()).toBe('bytes');
});

test('DeleteObjects deletes a thousand keys at once, whatever is in them', async () => {
  const { client, store } = await startS3();
  const keys = Array.from({ length: 20 }, (_, n) => ` &<>"'\n\r\t${n} `);
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  const absent = Array.from({ length: 980 }, (_, n) => ({ Key: `&&&&${n}` }));
  const { Deleted, Errors } = await client.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: [...keys.map(Key => ({ Key })), ...absent] } }),
  );
  expect(Deleted?.slice(0, 20).map(({ Key }) => Key)).toEqual(keys);
  expect([Deleted?.length, Errors]).toEqual([1000, undefined]);
  expect(store.list(Bucket).entries).toEqual([]);
});

test('presigned URLs work until they expire, and may name their own headers', async () => {
  const { client, endpoint } = await startS3();
  const putUrl = await getSignedUrl(
    client,
    new PutObjectCommand({ Bucket, Key: 'clip one.mp4', ContentType: 'video/mp4', Metadata: { by: 'me' } }),
  );
  const put = await fetch(putUrl, { method: 'PUT', body: 'film', headers: { 'content-type': 'video/mp4' } });
  expect(put.status).toBe(200);
  const get = new GetObjectCommand({ Bucket, Key: 'clip one.mp4', ResponseContentDisposition: 'attachment' });
  const got = await fetch(await getSignedUrl(client, get));
  expect(await got.text()).toBe('film');
  expect(got.headers.get('content-disposition')).toBe('attachment');
  expect(got.headers.get('x-amz-meta-by')).toBe('me');
  const old = await getSignedUrl(client, get, { expiresIn: 5, signingDate: new Date(Date.now() - 10_000) });
  const refused = await fetch(old);
  expect([refused.status, await refused.text()]).toEqual([
    403,
    expect.stringContaining('Request has expired'),
  ]);
  const nonsense = await fetch(old.replace('X-Amz-Expires=5', 'X-Amz-Expires=soon'));
  expect(nonsense.status).toBe(400);
  const split = await fetch(`${endpoint}/${Bucket}/clip%20one.mp4?response-content-type=a%0d%0ab:c`);
  expect(split.status).toBe(400);
});

test('buckets are made, found, listed and deleted once empty', async () => {
  const { client } = await startS3();
  for (let twice = 0; twice < 2; twice++) await client.send(new CreateBucketCommand({ Bucket: 'more' }));
  expect((await client.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual([
    'more',
    'videos',
  ]);
  await client.send(new HeadBucketCommand({ Bucket: 'more' }));
  await client.send(new GetBucketLocationCommand({ Bucket: 'more' }));
  await client.send(new PutObjectCommand({ Bucket: 'more', Key: 'a', Body: 'x' }));
  const remove = () => client.send(new DeleteBucketCommand({ Bucket: 'more' }));
  await expect(remove()).rejects.toMatchObject({ name: 'BucketNotEmpty' });
  await client.send(new DeleteObjectCommand({ Bucket: 'more', Key: 'a' }));
  await remove();
  await expect(client.send(new HeadBucketCommand({ Bucket: 'more' }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 404 },
  });
  await expect(client.send(new CreateBucketCommand({ Bucket: 'No_Bucket' }))).rejects.toMatchObject({
    name: 'InvalidBucketName',
  });
});

test('what is missing is an error with its own code', async () => {
  const { client, endpoint } = await startS3();
  await expect(client.send(new GetObjectCommand({ Bucket, Key: 'gone' }))).rejects.toMatchObject({
    name: 'NoSuchKey',
    Key: 'gone',
  });
  await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'gone' }))).rejects.toMatchObject({
    name: 'NotFound',
  });
  await expect(
    client.send(new PutObjectCommand({ Bucket: 'gone', Key: 'a', Body: 'x' })),
  ).rejects.toMatchObject({
    name: 'NoSuchBucket',
  });
  const retention = await fetch(`${endpoint}/${Bucket}/a?retention`, { method: 'PUT', body: '<Tagging/>' });
  expect([retention.status, await retention.text()]).toEqual([
    501,
    expect.stringContaining('PUT object?retention'),
  ]);
  expect((await fetch(`${endpoint}/${Bucket}/%ff`)).status).toBe(400);
});

test('GetObjectAttributes gives what was asked for', async () => {
  const { client } = await startS3();
  await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', ChecksumAlgorithm: 'SHA256' }));
  const attributes = await client.send(
    new GetObjectAttributesCommand({
      Bucket,
      Key: 'a',
      ObjectAttributes: ['ETag', 'ObjectSize', 'Checksum'],
    }),
  );
  expect(attributes).toMatchObject({
    ETag: '5d41402abc4b2a76b9719d911017c592',
    ObjectSize: 5,
    Checksum: { ChecksumSHA256: 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=' },
  });
});

test('a bucket may stand in the host name', async () => {
  const { store, client, endpoint } = await startS3();
  await client.send(new PutObjectCommand({ Bucket, Key: 'a/b', Body: 'x' }));
  const { port } = new URL(endpoint);
  const host = `${Bucket}.localhost:${port}`;
  expect(await rawRequest(endpoint, 'DELETE', '/a/b', { headers: { host } })).toBe(204);
  expect(store.list(Bucket).entries).toEqual([]);
});
