import { expect, test } from 'vitest';
import { ffmpegVersion } from '../../../media/build/ffmpegVersion.ts';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';

test('an ffmpeg says its version', () => {
  expect(ffmpegVersion(findFfmpeg(process.env))).toMatch(/\d+\.\d+/);
});

test('a program that is none, or is not there, says none', () => {
  expect(ffmpegVersion('/bin/true')).toBeNull();
  expect(ffmpegVersion('/nowhere/ffmpeg')).toBeNull();
});
