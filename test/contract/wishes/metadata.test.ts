import { expect, it } from 'vitest';
import { isWanted } from '../../../contract/wishes/isWanted.ts';
import { readWishes, writeWishes } from '../../../contract/wishes/metadata.ts';

it.each([
  [{ batch: 'Ferien März, 100 %' }],
  [{ renditions: ['720p', 'a,b'] }],
  [{ batch: 'x', renditions: ['thumbnails'] }],
])('wishes %j are read from what was written, which any S3 client can send', wishes => {
  const metadata = writeWishes(wishes);
  expect(readWishes(metadata)).toEqual(wishes);
  expect(Object.values(metadata).join('')).toMatch(/^[\x21-\x7e]+$/);
});

it('what other S3 clients write is read as it is meant', () => {
  expect(readWishes({ 'fanreel-batch': '100%', 'fanreel-renditions': ' 720p , ,1080p' })).toEqual({
    batch: '100%',
    renditions: ['720p', '1080p'],
  });
  expect(readWishes({ other: 'x', 'fanreel-batch': ' ' })).toBeUndefined();
  expect(readWishes()).toBeUndefined();
});

it('without a wish every rendition is wanted', () => {
  expect(isWanted('720p', undefined)).toBe(true);
  expect(isWanted('720p', { batch: 'x' })).toBe(true);
  expect(isWanted('720p', { renditions: ['1080p'] })).toBe(false);
});
