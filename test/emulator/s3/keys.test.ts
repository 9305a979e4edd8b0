import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { rawRequest } from './rawRequest.ts';
import { startS3 } from './startS3.ts';

const Bucket = 'videos';

/** Every kind of key that S3 allows and a file system does not like; in the order of their UTF-8 bytes. */
const KEYS = [
  ' leading and trailing ',
  '"quoted" \'and\' <tagged> & more',
  '%25 already %2F encoded',
  '+plus+',
  '-rf',
  '..',
  '../../escape.mp4',
  '.fanreel/job/1/output.mp4',
  '/leading/slash',
  '//',
  'CLIP.MP4',
  'a',
  'a/',
  'a//b',
  'a/b',
  'a/b/../c',
  'back\\slash',
  'new\nline\rand\ttab',
  'q?x=1#y&z;=',
  'x'.repeat(1024),
  '{"json": [1]}',
  'café/ﬁlm 日本.mp4',
  '\uffee sorts before an emoji in bytes, after it in UTF-16',
  '😀.mp4',
].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

test('any legal key is put, told, listed, read, copied and deleted under its own name', async () => {
  const { client, store, events, endpoint } = await startS3();
  for (const key of KEYS) {
    const path = `/${Bucket}/${encodeURIComponent(key)}`;
    // Raw: the SDK is not to help.
    expect(await rawRequest(endpoint, 'PUT', path, { body: key })).toBe(200);
  }
  expect(events.map(({ key }) => key)).toEqual(KEYS);
  expect(await listed(client, {})).toEqual(KEYS);
  for (const key of KEYS) {
    const got = await client.send(new GetObjectCommand({ Bucket, Key: key }));
    expect(await got.Body?.transformToString()).toBe(key);
    await store.copy({ bucket: Bucket, key }, { bucket: Bucket, key });
    await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
  }
  expect(await listed(client, {})).toEqual([]);
});

test('dot segments that arrive as they are stay part of the key', async () => {
  const { store, endpoint } = await startS3();
  await rawRequest(endpoint, 'PUT', `/${Bucket}/a/../b/./%2e%2e`);
  expect(store.list(Bucket).entries.map(({ name }) => name)).toEqual(['a/../b/./..']);
});

test('a key of more than 1,024 bytes is refused', async () => {
  const { endpoint } = await startS3();
  const reply = await fetch(`${endpoint}/${Bucket}/${'%C3%A9'.repeat(513)}`, { method: 'PUT', body: 'x' });
  expect(reply.status).toBe(400);
  expect(await reply.text()).toContain('<Code>KeyTooLongError</Code>');
});

test('a listing goes on page by page, in keys and common prefixes, with either version', async () => {
  const { client, store } = await startS3();
  const keys = ['a', 'a/1', 'a/2', 'a/b/3', 'a0', 'b/1', 'b/2', 'c', 'd/', 'd/e'];
  for (const key of keys) await store.put(Bucket, key, bytes('x'));
  for (const MaxKeys of [1, 2, 3, 1000]) {
    expect(await listed(client, { MaxKeys })).toEqual(keys);
    const folders = ['a', 'a/', 'a0', 'b/', 'c', 'd/'];
    expect((await listed(client, { MaxKeys, Delimiter: '/' })).sort()).toEqual(folders);
    expect(await listed(client, { MaxKeys, Prefix: 'a/', Delimiter: '/' })).toEqual(['a/1', 'a/2', 'a/b/']);
    expect((await listedV1(client, MaxKeys)).sort()).toEqual(folders);
  }
  expect(await listed(client, { StartAfter: 'b/1' })).toEqual(['b/2', 'c', 'd/', 'd/e']);
  expect(await listed(client, { Prefix: 'd/', StartAfter: 'a' })).toEqual(['d/', 'd/e']);
  expect(await listed(client, { Prefix: 'z' })).toEqual([]);
  const none = await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
  expect([none.KeyCount, none.IsTruncated]).toEqual([0, false]);
});

test('with encoding-type url a listing holds keys that XML cannot', async () => {
  const { client, store } = await startS3();
  await store.put(Bucket, 'a b+c/\u0001é', bytes('x'));
  const list = await client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
  expect(list.Contents?.[0]?.Key).toBe('a+b%2Bc/%01%C3%A9');
});

test('common prefixes over many keys are found without reading each key', async () => {
  const { store } = await startS3();
  for (let n = 0; n < 60; n++) await store.put(Bucket, `folder-${n % 3}/${n}`, bytes('x'));
  const { entries, next } = store.list(Bucket, { delimiter: '/' });
  expect(entries.map(({ name }) => name)).toEqual(['folder-0/', 'folder-1/', 'folder-2/']);
  expect(next).toBeNull();
});

async function listed(client: S3Client, input: Partial<ListObjectsV2CommandInput>): Promise<string[]> {
  const names: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket, ...input, ContinuationToken }));
    const entries = [
      ...(page.Contents ?? []).map(({ Key }) => Key),
      ...(page.CommonPrefixes ?? []).map(p => p.Prefix),
    ];
    expect(page.KeyCount).toBe(entries.length);
    names.push(...entries.map(String));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
  return names;
}

async function listedV1(client: S3Client, MaxKeys: number): Promise<string[]> {
  const names: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await client.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys, Marker }));
    names.push(...(page.Contents ?? []).map(({ Key }) => String(Key)));
    names.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => String(Prefix)));
    Marker = page.NextMarker;
  } while (Marker);
  return names;
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
