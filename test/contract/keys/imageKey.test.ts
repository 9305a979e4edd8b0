import { expect, test } from 'vitest';
import { imageKey } from '../../../contract/keys/imageKey.ts';

test("images lie below the source's key", () => {
  expect(imageKey('a/b.mp4', '0001-640.jpg')).toBe('a/b.mp4/0001-640.jpg');
});

test('no two sources share an image, however their keys nest', () => {
  const sources = [
    'a',
    'a/',
    'a/b',
    'a/b.mp4',
    'a/b.mp4/',
    'a/b.mp4/poster.jpg',
    'a/b.mp4/manifest.json',
    '/a',
  ];
  const names = ['poster.jpg', 'manifest.json', '0001-640.jpg', 'sprite.vtt'];

  const keys = sources.flatMap(source => names.map(name => imageKey(source, name)));

  expect(new Set(keys).size).toBe(keys.length);
});

test('a name too long for S3 is refused, counted in bytes', () => {
  expect(() => imageKey('é'.repeat(506), 'poster.jpg')).not.toThrow();
  expect(() => imageKey('é'.repeat(507), 'poster.jpg')).toThrow(
    expect.objectContaining({ code: 'key-too-long', failureClass: 'input' }),
  );
});
