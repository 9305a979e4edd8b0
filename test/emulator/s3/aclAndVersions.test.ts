import {
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetObjectAclCommand,
  ListObjectVersionsCommand,
  PutBucketAclCommand,
  PutObjectAclCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { startS3 } from './startS3.ts';

const Bucket = 'videos';

test('all that is there is its owner’s, who alone may do all', async () => {
  const { client } = await startS3();
  await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', ACL: 'bucket-owner-full-control' }));
  const bucket = await client.send(new GetBucketAclCommand({ Bucket }));
  const object = await client.send(new GetObjectAclCommand({ Bucket, Key: 'a' }));
  const owner = { ID: 'local', DisplayName: 'local' };
  const Grants = [{ Grantee: { ...owner, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }];
  for (const acl of [bucket, object]) expect(acl).toMatchObject({ Owner: owner, Grants });
  const gone = client.send(new GetObjectAclCommand({ Bucket, Key: 'gone' }));
  await expect(gone).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('an ACL that shares anything is refused as a bucket does that enforces its owner', async () => {
  const { client, events } = await startS3();
  await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
  await client.send(new PutObjectAclCommand({ Bucket, Key: 'a', ACL: 'private' }));
  for (const refused of [
    client.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' })),
    client.send(new PutObjectAclCommand({ Bucket, Key: 'a', GrantRead: 'id=other' })),
    client.send(new PutObjectAclCommand({ Bucket, Key: 'a', AccessControlPolicy: { Grants: [] } })),
    client.send(new PutObjectCommand({ Bucket, Key: 'b', Body: 'x', ACL: 'public-read' })),
  ]) {
    await expect(refused).rejects.toMatchObject({ name: 'AccessControlListNotSupported' });
  }
  expect(events).toHaveLength(1);
});

test('each object has one version, by whose name it can be deleted', async () => {
  const { client } = await startS3();
  for (const Key of ['a/1', 'a/2', 'b', 'c é']) {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  }
  const first = await client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, Delimiter: '/' }));
  expect(first.Versions?.map(({ Key }) => Key)).toEqual(['b']);
  expect(first.CommonPrefixes).toEqual([{ Prefix: 'a/' }]);
  expect(first).toMatchObject({ IsTruncated: true, NextKeyMarker: 'b', NextVersionIdMarker: 'null' });
  const second = await client.send(
    new ListObjectVersionsCommand({ Bucket, KeyMarker: 'b', VersionIdMarker: 'null' }),
  );
  expect(second.Versions).toMatchObject([{ Key: 'c é', VersionId: 'null', IsLatest: true, Size: 1 }]);
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'b', VersionId: 'null' }));
  const left = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'b' }));
  expect(left.Versions).toBeUndefined();
});
