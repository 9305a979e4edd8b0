import { expect, it } from 'vitest';
import { writeOutputMetadata } from '../../../contract/outputMetadata.ts';
import { isWanted } from '../../../contract/wishes/isWanted.ts';
import { readWishes, writeWishes } from '../../../contract/wishes/metadata.ts';
import type { Wishes } from '../../../contract/wishes/wishes.ts';

it.each<Wishes>([
  { batch: 'Ferien März, 100 %' },
  { renditions: ['720p', 'a,b'], without: ['480p'] },
  { batch: 'x', renditions: ['thumbnails'] },
  { trim: { from: 2.5, to: 62 }, pictureTimes: [0, 12.5, '50%'], priority: 'low' },
  { trim: { to: 10 } },
  { trim: { from: 3_600 } },
  { title: '🎬 סרט, 50% off', correlationId: 'order/7?a=b', webhook: 'https://example.com/hook' },
  { metadata: { tenant: 'Müller & Söhne', 'a.b-c_d': '=?UTF-8?Q?no?=' } },
])('wishes %j are read from what was written, which any S3 client can send', wishes => {
  const metadata = writeWishes(wishes);
  expect(readWishes(metadata)).toEqual({ wishes });
  expect(Object.values(metadata).join('')).toMatch(/^[\x21-\x7e]+$/);
});

it('what other S3 clients write is read as it is meant', () => {
  expect(readWishes({ 'fanreel-batch': '100%', 'fanreel-renditions': ' 720p , ,1080p' })).toEqual({
    wishes: { batch: '100%', renditions: ['720p', '1080p'] },
  });
  expect(readWishes({ 'fanreel-trim': ' 00:01:02 - ', 'fanreel-picture-times': '50%, 1:02.5' })).toEqual({
    wishes: { trim: { from: 62 }, pictureTimes: ['50%', 62.5] },
  });
  expect(readWishes({ other: 'x', 'fanreel-batch': ' ' })).toBeNull();
  expect(readWishes()).toBeNull();
});

it.each([
  ['=?UTF-8?B?8J+OrCBGZXJpZW4=?=', '🎬 Ferien'],
  ['=?UTF-8?Q?Ferien_M=C3=A4rz?=', 'Ferien März'],
  ['=?utf-8?q?Ferien?= =?utf-8?q?_M=C3=A4rz?=', 'Ferien März'],
  ['=?ISO-8859-1?Q?M=E4rz?= 2026', 'März 2026'],
  ['=?no-such?Q?M=E4rz?=', '=?no-such?Q?M=E4rz?='],
])('a title that S3 gives back as %s is told as "%s"', (told, title) => {
  expect(readWishes({ 'fanreel-title': told })).toEqual({ wishes: { title } });
});

it('an output that is copied into the input bucket wishes nothing by what it carries', () => {
  const facts = { sizeBytes: 1, durationSeconds: 1, width: 2, height: 2 };
  const maker = { jobId: 'j', attempt: 1, begunAt: '2026', sourceVersion: 'v', facts };
  expect(readWishes(writeOutputMetadata(maker))).toBeNull();
});

it.each([
  [{ 'fanreel-trim': '5-2' }, /fanreel-trim: to has to be later than from/],
  [{ 'fanreel-trim': '5' }, /fanreel-trim: /],
  [{ 'fanreel-trim': '-' }, /fanreel-trim: /],
  [{ 'fanreel-picture-times': '1,soon' }, /fanreel-picture-times: /],
  [{ 'fanreel-priority': 'urgent' }, /fanreel-priority: /],
  [{ 'fanreel-meta-a b': 'x' }, /fanreel-meta-a b: names are of letters/],
  [{ 'fanreel-title': 'a%0Ab' }, /fanreel-title: no control characters/],
  [{ 'fanreel-rendition': '720p' }, /fanreel-rendition: there is no such wish, only fanreel-batch/],
  [{ 'fanreel-renditions': '999p' }, /fanreel-renditions: there is no "999p", only 720p, 480p/],
])('%j is a wrong wish, and one sentence names place and field', (metadata, sentence) => {
  const read = readWishes(metadata as unknown as Record<string, string>, {
    from: "the object's metadata",
    renditions: ['720p', '480p'],
  });
  expect(read?.failure).toMatchObject({ code: 'bad-wish', message: expect.stringMatching(sentence) });
  expect(read?.failure?.message).toMatch(/^The wish in the object's metadata cannot be taken: .*\.$/);
});

it('without a wish every rendition is wanted', () => {
  expect(isWanted('720p', undefined)).toBe(true);
  expect(isWanted('720p', {})).toBe(true);
  expect(isWanted('720p', { renditions: ['1080p'] })).toBe(false);
});
