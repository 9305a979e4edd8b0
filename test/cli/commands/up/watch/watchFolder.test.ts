import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SeenFile } from '../../../../../cli/commands/up/watch/stableFiles.ts';
import { watchFolder } from '../../../../../cli/commands/up/watch/watchFolder.ts';

let folder: string;
let stop: AbortController;
let watching: Promise<void> | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fanreel-watch-'));
  stop = new AbortController();
});

afterEach(async () => {
  stop.abort();
  await watching;
  rmSync(folder, { recursive: true });
});

function put(name: string, content = 'video'): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

function start(options: { stored?: string[]; upload?: (file: SeenFile) => Promise<void> } = {}) {
  const uploaded: string[] = [];
  const failures: unknown[] = [];
  const ignored: string[] = [];
  watching = watchFolder({
    folder,
    signal: stop.signal,
    lookMs: 20,
    isStored: async file => (options.stored ?? []).includes(file.key),
    upload: async file => {
      await options.upload?.(file);
      uploaded.push(file.key);
    },
    uploadWishes: async ({ key }) => void uploaded.push(key),
    onIgnored: ({ key }, reason) => ignored.push(`${key} ${reason}`),
    onFailure: failure => failures.push(failure),
  });
  return { uploaded, failures, ignored };
}

it('uploads the videos that come, below folders too, and nothing else', async () => {
  const { uploaded } = start();
  put('sub/b c.MOV');
  for (const name of ['a.txt', '.hidden.mp4', '.cache/x.mp4', 'a.mp4.part', 'a.mp4.crdownload']) put(name);
  symlinkSync('/etc/hostname', join(folder, 'link.mp4'));
  await vi.waitFor(() => expect(uploaded).toEqual(['sub/b c.MOV']));
  // Whatever else were taken would be by the time that a later file is.
  put('later.mp4');
  await vi.waitFor(() => expect(uploaded).toEqual(['sub/b c.MOV', 'later.mp4']));
});

it('tells of what it does not upload, once and why, and looks into what the name says nothing of', async () => {
  const { uploaded, ignored } = start();
  put('notes.TXT');
  put('letter', 'Dear all, this is no video.');
  put('clip.MTS');
  writeFileSync(join(folder, 'upload-7'), Buffer.from('000000186674797069736f36', 'hex'));
  await vi.waitFor(() => expect(uploaded.toSorted()).toEqual(['clip.MTS', 'upload-7']));
  await vi.waitFor(() =>
    expect(ignored.toSorted()).toEqual([
      'letter is not a video by its content (text)',
      'notes.TXT is not a video by its name (.txt)',
    ]),
  );
});

it('uploads wishes with the video that they lie beside, before it, and without it where they come first', async () => {
  put('a.mp4.json', '{"trim":{"to":1}}');
  put('a.mp4');
  put('first.mp4.json', '{"trim":');
  put('other.mp4.json', '{"title":"IMG_1.mp4"}');
  put('nothing.json', '{"priority":"high"}');
  const { uploaded, ignored } = start();
  await vi.waitFor(() => expect(uploaded).toEqual(['a.mp4.json', 'first.mp4.json', 'a.mp4']));
  put('a.mp4.json', '{"trim":{"to":2}, "title":"x"}');
  await vi.waitFor(() => expect(uploaded.at(-1)).toBe('a.mp4.json'));
  expect(ignored.map(line => line.split(' ')[0]).toSorted()).toEqual(['nothing.json', 'other.mp4.json']);
});

it('uploads what was there before only where the bucket lacks it, and any change of it', async () => {
  put('old.mp4');
  put('missed.mp4');
  const { uploaded } = start({ stored: ['old.mp4'] });
  await vi.waitFor(() => expect(uploaded).toEqual(['missed.mp4']));
  put('old.mp4', 'another video');
  await vi.waitFor(() => expect(uploaded).toEqual(['missed.mp4', 'old.mp4']));
});

it('reports an upload that fails and tries it again', async () => {
  let tries = 0;
  const { uploaded, failures } = start({
    upload: async () => {
      tries += 1;
      if (tries === 1) throw new Error('the disk is full');
    },
  });
  put('a.mp4');
  await vi.waitFor(() => expect(failures).toMatchObject([{ file: { key: 'a.mp4' }, retryInSeconds: 1 }]));
  await vi.waitFor(() => expect(uploaded).toEqual(['a.mp4']), { timeout: 3_000 });
});
