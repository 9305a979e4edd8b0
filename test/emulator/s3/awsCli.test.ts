import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { awsCli as aws } from '../../fixtures/awsCli.ts';
import { startS3, temporaryFolder } from './startS3.ts';

test('aws s3 uploads small and large files, lists them and brings them back', async () => {
  const { endpoint, events, store } = await startS3();
  const dir = temporaryFolder();
  const names = ['-small clip.mp4', 'lärge +%41.mp4'];
  mkdirSync(join(dir, 'in'));
  writeFileSync(join(dir, 'in', '-small clip.mp4'), 'small');
  // More than 8 MB: the CLI sends it in parts.
  writeFileSync(join(dir, 'in', 'lärge +%41.mp4'), randomBytes(9_000_000));
  await aws(endpoint, 's3', 'cp', '--recursive', join(dir, 'in'), 's3://videos/sub folder/');
  expect(events.map(({ key, eventName }) => [key, eventName]).sort()).toEqual([
    ['sub folder/-small clip.mp4', 'ObjectCreated:Put'],
    ['sub folder/lärge +%41.mp4', 'ObjectCreated:CompleteMultipartUpload'],
  ]);
  const listed = await aws(endpoint, 's3', 'ls', '--recursive', 's3://videos/');
  for (const name of names) expect(listed).toContain(` sub folder/${name}\n`);
  expect(await aws(endpoint, 's3', 'ls', 's3://videos')).toContain('PRE sub folder/');
  await aws(endpoint, 's3', 'cp', '--recursive', 's3://videos/sub folder/', join(dir, 'out'));
  for (const name of names) {
    expect(readFileSync(join(dir, 'out', name)).equals(readFileSync(join(dir, 'in', name)))).toBe(true);
  }
  // Large enough to be copied in parts, for which the CLI reads the tags.
  await aws(endpoint, 's3', 'cp', 's3://videos/sub folder/lärge +%41.mp4', 's3://videos/copy.mp4');
  expect(store.head('videos', 'copy.mp4').sizeBytes).toBe(9_000_000);
});

test('aws s3 moves between buckets, presigns and removes', async () => {
  const { endpoint, store } = await startS3();
  await store.put('videos', 'a&b\n.mp4', (async function* () {})());
  await aws(endpoint, 's3', 'mb', 's3://more');
  await aws(endpoint, 's3', 'mv', 's3://videos/a&b\n.mp4', 's3://more/c.mp4');
  expect(store.list('videos').entries).toEqual([]);
  const url = (await aws(endpoint, 's3', 'presign', 's3://more/c.mp4')).trim();
  expect((await fetch(url)).status).toBe(200);
  await aws(endpoint, 's3', 'rb', '--force', 's3://more');
  expect(store.buckets.list().map(({ name }) => name)).toEqual(['videos']);
});

test('aws s3api tells errors by their code', async () => {
  const { endpoint } = await startS3();
  const gone = aws(endpoint, 's3api', 'get-object', '--bucket', 'videos', '--key', 'gone', '/dev/null');
  await expect(gone).rejects.toThrow('NoSuchKey');
});
