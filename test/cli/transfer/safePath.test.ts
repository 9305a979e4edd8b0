import { relative } from 'node:path';
import { expect, it } from 'vitest';
import { safePath } from '../../../cli/transfer/safePath.ts';

it.each([
  ['a/b c.mp4', 'a/b c.mp4'],
  ['映画祭/é.mp4', '映画祭/é.mp4'],
  ['../../etc/passwd', '%2E%2E/%2E%2E/etc/passwd'],
  ['/etc/passwd', '%/etc/passwd'],
  ['a//b/./c', 'a/%/b/%2E/c'],
  ['a\\b:c\n.mp4', 'a%5Cb%3Ac%0A.mp4'],
  ['100%.mp4', '100%25.mp4'],
])('the key %j goes to %s below the folder', (key, place) => {
  expect(safePath('/out', key)).toBe(`/out/${place}`);
});

it('a name that no file system takes keeps its end', () => {
  const place = relative('/out', safePath('/out', `${'映'.repeat(300)}.mp4`));
  expect(Buffer.byteLength(place)).toBeLessThanOrEqual(255);
  expect(place).toMatch(/^%映+\.mp4$/);
});
