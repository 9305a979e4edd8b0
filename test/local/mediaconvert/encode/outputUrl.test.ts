import { expect, test } from 'vitest';
import { outputUrl } from '../../../../local/mediaconvert/encode/outputUrl.ts';

const fileInput = 's3://in/films/my clip.v2.mov';

test('the destination names the file, and the container its extension', () => {
  expect(outputUrl({ destination: 's3://out/a/base', fileInput })).toBe('s3://out/a/base.mp4');
});

test('name modifier and extension follow the base', () => {
  const names = { destination: 's3://out/a/base', fileInput, nameModifier: '-720p', extension: 'm4v' };
  expect(outputUrl(names)).toBe('s3://out/a/base-720p.m4v');
});

test("a destination that is a folder takes the input's name without its extension", () => {
  expect(outputUrl({ destination: 's3://out/', fileInput })).toBe('s3://out/my clip.v2.mp4');
});
