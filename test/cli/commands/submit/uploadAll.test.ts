import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { awaitedOf } from '../../../../cli/commands/submit/awaitedOf.ts';
import { findUploads } from '../../../../cli/commands/submit/findUploads.ts';
import { uploadAll } from '../../../../cli/commands/submit/uploadAll.ts';
import { noDisplay } from '../../../../cli/terminal/screen/progressDisplay.ts';
import type { Deployment } from '../../../../contract/deployment.ts';
import { startS3 } from '../../../emulator/s3/startS3.ts';

const folder = mkdtempSync(join(tmpdir(), 'fanreel-upload-all-'));
const fileNamed = (key: string) => ({ path: join(folder, key), key });
for (const name of ['a.mp4', 'c.mp4']) writeFileSync(join(folder, name), name);
symlinkSync(join(folder, 'a.mp4'), join(folder, 'link.mp4'));
afterAll(() => rmSync(folder, { recursive: true }));

it('uploads all that it can, and tells of a file that has gone or is none', async () => {
  const { client, store } = await startS3();
  const left: string[] = [];
  const display = { ...noDisplay(), finish: (_: string, line = '') => void left.push(line) };
  const { signal } = new AbortController();
  const files = ['a.mp4', 'gone.mp4', 'link.mp4', 'c.mp4'].map(fileNamed);
  const { uploaded, failed } = await uploadAll(client, 'videos', files, {
    ...{ metadata: {}, again: false, display, signal },
  });
  expect(uploaded.map(({ key }) => key)).toEqual(['a.mp4', 'c.mp4']);
  expect(failed.map(({ path }) => path)).toEqual([files[1]?.path, files[2]?.path]);
  expect(store.head('videos', 'c.mp4').sizeBytes).toBe(5);
  expect(left).toContainEqual(expect.stringMatching(/gone\.mp4" was not uploaded: ENOENT/));
  expect(left.at(-1)).toMatch(/^Uploaded 2 files \(10 B\) in /);
});

it('brings the wishes that lie in a folder beside its videos along, and waits for what is wished', async () => {
  const { client, store } = await startS3();
  const below = mkdtempSync(join(folder, 'wished-'));
  const put = (name: string, body: string) => writeFileSync(join(below, name), body);
  put('a b.mp4', 'video');
  put('a b.mp4.json', '{"renditions":["720p"]}');
  put('b.mp4', 'video');
  put('b.mp4.json', '{"title":"IMG_1.mp4"}');
  const { files, skipped } = await findUploads([below], { prefix: 'mobile' });
  expect(skipped).toBe(1);
  const { signal } = new AbortController();
  const uploading = { metadata: {}, again: false, display: noDisplay(), signal };
  const { uploaded } = await uploadAll(client, 'videos', files, uploading);
  expect(uploaded.map(({ key }) => key)).toEqual(['mobile/a b.mp4', 'mobile/b.mp4']);
  expect(store.head('videos', 'mobile/a b.mp4.json').sizeBytes).toBe(23);
  expect(() => store.head('videos', 'mobile/b.mp4.json')).toThrow();
  const names = ['480p', '720p'];
  const renditions = names.map(name => ({ name, bucket: '', queueUrl: '', container: 'mp4' }));
  const rules = [{ prefix: 'mobile/', renditions: ['480p'] }];
  const wishes = { renditions: names, sidecars: true, rules };
  const awaited = await awaitedOf(uploaded, client, { renditions, wishes } as Deployment);
  expect(awaited.map(({ source, rendition }) => [source.key, rendition])).toEqual([
    ['mobile/a b.mp4', '720p'],
    ['mobile/b.mp4', '480p'],
  ]);
});
