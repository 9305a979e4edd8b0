import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { startS3 } from './startS3.ts';

const Bucket = 'videos';

const tagsOf = async (client: S3Client, Key: string) =>
  (await client.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet;

const put = (client: S3Client, Key: string, Tagging: string) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body: 'x', Tagging }));

test('tags of an upload are kept, and reads tell how many there are', async () => {
  const { client } = await startS3();
  await put(client, 'a', 'kind=raw%20cut&empty=');
  expect(await tagsOf(client, 'a')).toEqual([
    { Key: 'kind', Value: 'raw cut' },
    { Key: 'empty', Value: '' },
  ]);
  expect(await client.send(new GetObjectCommand({ Bucket, Key: 'a' }))).toMatchObject({ TagCount: 2 });
  const { LastModified, ETag, Metadata } = await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
  await client.send(
    new PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging: { TagSet: [{ Key: 'ü', Value: 'a=b' }] } }),
  );
  expect(await tagsOf(client, 'a')).toEqual([{ Key: 'ü', Value: 'a=b' }]);
  const after = await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
  expect(after).toMatchObject({ LastModified, ETag, Metadata });
  await client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'a' }));
  expect(await tagsOf(client, 'a')).toEqual([]);
  await expect(tagsOf(client, 'gone')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('tags of an upload in parts are those it began with', async () => {
  const { client } = await startS3();
  const upload = { Bucket, Key: 'a' };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...upload, Tagging: 'a=1' }));
  const part = { ...upload, UploadId, PartNumber: 1 };
  const { ETag } = await client.send(new UploadPartCommand({ ...part, Body: 'x' }));
  const Parts = [{ PartNumber: 1, ETag }];
  await client.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload: { Parts } }));
  expect(await tagsOf(client, 'a')).toEqual([{ Key: 'a', Value: '1' }]);
});

test('a copy has the tags of its source, or others where it says so, whatever becomes of the metadata', async () => {
  const { client } = await startS3();
  await put(client, 'a', 'a=1');
  const copy = (Key: string, options: object) =>
    client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/a`, ...options }));
  await copy('kept', { MetadataDirective: 'REPLACE', Tagging: 'ignored=1' });
  await copy('other', { TaggingDirective: 'REPLACE', Tagging: 'b=2' });
  await copy('none', { TaggingDirective: 'REPLACE' });
  expect(await tagsOf(client, 'kept')).toEqual([{ Key: 'a', Value: '1' }]);
  expect(await tagsOf(client, 'other')).toEqual([{ Key: 'b', Value: '2' }]);
  expect(await tagsOf(client, 'none')).toEqual([]);
});

test.each([
  ['a key twice', 'a=1&a=2', 'InvalidArgument'],
  ['eleven of them', Array.from({ length: 11 }, (_, n) => `k${n}=1`).join('&'), 'BadRequest'],
  ['a key that is too long', `${'k'.repeat(129)}=1`, 'InvalidTag'],
  ['no key', '=1', 'InvalidTag'],
  ['a value that is too long', `k=${'v'.repeat(257)}`, 'InvalidTag'],
  ['a sign that is not allowed', 'k=%3C', 'InvalidTag'],
  ["a key that is AWS's", 'aws:k=1', 'InvalidTag'],
])('tags with %s are refused, with the upload', async (_, tagging, name) => {
  const { client, events } = await startS3();
  await expect(put(client, 'a', tagging)).rejects.toMatchObject({ name });
  expect(events).toEqual([]);
});
