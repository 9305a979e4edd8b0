import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { wishesOfFlags } from '../../cli/flags/wishesOfFlags.ts';

const folder = mkdtempSync(join(tmpdir(), 'fanreel-wish-'));
const RENDITIONS = ['720p', 'thumbnails'];

afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, body: string): string {
  const path = join(folder, name);
  writeFileSync(path, body);
  return path;
}

it('flags wish over what is in the file', async () => {
  const wish = file('wish.json', '{"title":"Sea","trim":{"from":1},"metadata":{"a":"1","b":"2"}}');
  const flags = { wish, trim: '00:01:02-90', pictureTimes: '1,50%', without: ['720p'], meta: { b: '3' } };
  expect(await wishesOfFlags(flags, RENDITIONS)).toEqual({
    ...{ title: 'Sea', trim: { from: 62, to: 90 }, pictureTimes: [1, '50%'], without: ['720p'] },
    metadata: { a: '1', b: '3' },
  });
  expect(await wishesOfFlags({}, RENDITIONS)).toBeUndefined();
});

it.each<[Parameters<typeof wishesOfFlags>[0], RegExp]>([
  [{ trim: '5' }, /The wish in these flags cannot be taken: --trim: expected from and to: 2-5/],
  [{ pictureTimes: '1,soon' }, /--picture-times: /],
  [{ priority: 'now' }, /--priority: /],
  [{ without: ['999p'] }, /--without: there is no "999p", only 720p, thumbnails/],
  [{ wish: join(folder, 'nowhere.json') }, /There is no file/],
  [{ wish: folder }, /There is no file/],
  [{ wish: file('other.json', '{"title":"IMG_1.mp4"}') }, /has no wishes in it/],
  [
    { wish: file('wrong.json', '{"trim":{"to":0}}') },
    /wrong.json" cannot be taken: trim: to has to be later/,
  ],
  [{ wish: file('large.json', `{"title":"${'x'.repeat(70_000)}"}`) }, /is larger than 64 KB/],
])('%j is refused before anything is sent', async (flags, sentence) => {
  await expect(wishesOfFlags(flags, RENDITIONS)).rejects.toThrow(sentence);
});
