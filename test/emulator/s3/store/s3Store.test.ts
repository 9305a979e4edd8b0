import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ObjectEvent } from '../../../../emulator/s3/store/objectEvent.ts';
import { S3Store } from '../../../../emulator/s3/store/s3Store.ts';
import { temporaryFolder } from '../startS3.ts';

test('objects, uploads and buckets survive a restart', async () => {
  const dir = temporaryFolder();
  const first = await storeIn(dir);
  const { eTag } = await first.put('videos', 'a', bytes('kept'), {
    headers: { 'content-type': 'video/mp4' },
  });
  const { id } = first.uploads.create({
    ...{ bucket: 'videos', key: 'b', headers: {}, checksumAlgorithm: null, checksumType: null },
  });
  const part = await first.uploads.putPart({ bucket: 'videos', key: 'b', id }, 1, bytes('part'));
  first.close();
  using second = disposable(await storeIn(dir));
  expect(second.store.buckets.list().map(({ name }) => name)).toEqual(['videos']);
  expect(second.store.head('videos', 'a')).toMatchObject({ eTag, headers: { 'content-type': 'video/mp4' } });
  const parts = [{ number: 1, eTag: part.eTag, checksums: [] }];
  await second.store.uploads.complete(
    { bucket: 'videos', key: 'b', id },
    { parts, sizeBytes: 4, checksum: null },
  );
  expect(await textOf(second.store.open('videos', 'b'))).toBe('part');
});

test('what a crash left half written is swept away at the next start', async () => {
  const dir = temporaryFolder();
  const first = await storeIn(dir);
  await first.put('videos', 'a', bytes('whole'));
  writeFileSync(join(dir, 'bodies', 'half-written'), 'ha');
  first.close();
  using second = disposable(await storeIn(dir));
  expect(readdirSync(join(dir, 'bodies'))).toHaveLength(1);
  expect(await textOf(second.store.open('videos', 'a'))).toBe('whole');
});

test('a folder in use is refused in one sentence', async () => {
  const dir = temporaryFolder();
  using _ = disposable(await storeIn(dir));
  expect(() => new S3Store(dir)).toThrow(`${dir} is in use by another process`);
});

test('an event that its listener did not hear to the end is told again after a restart, in order', async () => {
  const dir = temporaryFolder();
  const first = await storeIn(dir);
  await first.put('videos', 'told', bytes('x'));
  first.onChange = () => {
    throw new Error('the queue is down');
  };
  for (const key of ['b', 'a\n'])
    await expect(first.put('videos', key, bytes('x'))).rejects.toThrow('queue is down');
  first.close();
  using second = disposable(await storeIn(dir));
  const events: ObjectEvent[] = [];
  second.store.onChange = event => void events.push(event);
  await second.store.replayEvents();
  expect(events.map(({ key }) => key)).toEqual(['b', 'a\n']);
  await second.store.replayEvents();
  await second.store.put('videos', 'b', bytes('y'));
  expect(events).toHaveLength(3);
  const sequencers = events.map(({ sequencer }) => sequencer);
  expect(sequencers).toEqual([...new Set(sequencers)].sort());
});

test('a reader of an object that is replaced goes on with the old bytes', async () => {
  using s3 = disposable(await storeIn(temporaryFolder()));
  const { store } = s3;
  const old = 'old '.repeat(300_000);
  await store.put('videos', 'a', bytes(old));
  const reader = store.open('videos', 'a');
  const first = await reader.next();
  const start = Buffer.from(first.value as Uint8Array).toString();
  await store.put('videos', 'a', bytes('new'));
  expect(start + (await textOf(reader))).toBe(old);
  expect(await textOf(store.open('videos', 'a'))).toBe('new');
});

test('an object is not seen before its last byte', async () => {
  using s3 = disposable(await storeIn(temporaryFolder()));
  const { store } = s3;
  await store.put('videos', 'a', bytes('old'));
  const seen: number[] = [];
  async function* slow(): AsyncGenerator<Uint8Array> {
    for (const text of ['one ', 'two']) {
      yield Buffer.from(text);
      seen.push(store.head('videos', 'a').sizeBytes);
    }
  }
  await store.put('videos', 'a', slow());
  expect([...seen, store.head('videos', 'a').sizeBytes]).toEqual([3, 3, 7]);
});

test('a replaced or deleted body leaves the disk, a shared one with its last object', async () => {
  const dir = temporaryFolder();
  using s3 = disposable(await storeIn(dir));
  const { store } = s3;
  const files = () => readdirSync(join(dir, 'bodies')).length;
  await store.put('videos', 'a', bytes('one'));
  await store.put('videos', 'a', bytes('two'));
  await store.copy({ bucket: 'videos', key: 'a' }, { bucket: 'videos', key: 'b' });
  expect(files()).toBe(1);
  await store.delete('videos', 'a');
  expect([files(), await textOf(store.open('videos', 'b'))]).toEqual([1, 'two']);
  await store.delete('videos', 'b');
  expect(files()).toBe(0);
});

test('files go in and are found by path', async () => {
  const dir = temporaryFolder();
  using s3 = disposable(await storeIn(dir));
  const path = join(dir, 'output.mp4');
  writeFileSync(path, 'film');
  const options = { contentType: 'video/mp4', metadata: { Job: '1' } };
  const object = await s3.store.putFile('videos', 'a/out.mp4', path, options);
  expect(object.headers).toEqual({ 'content-type': 'video/mp4', 'x-amz-meta-job': '1' });
  expect(readFileSync(s3.store.objectPath('videos', 'a/out.mp4'), 'utf8')).toBe('film');
  expect(() => s3.store.objectPath('videos', 'gone')).toThrow('The specified key does not exist.');
});

async function storeIn(dir: string): Promise<S3Store> {
  const store = new S3Store(dir);
  store.buckets.create('videos');
  return store;
}

function disposable(store: S3Store): Disposable & { store: S3Store } {
  return { store, [Symbol.dispose]: () => store.close() };
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const text: string[] = [];
  for await (const chunk of chunks) text.push(Buffer.from(chunk).toString());
  return text.join('');
}
