import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { uploadAll } from '../../../../cli/commands/submit/uploadAll.ts';
import { noDisplay } from '../../../../cli/terminal/screen/progressDisplay.ts';
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
