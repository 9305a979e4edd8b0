import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError } from '../../../failures/configError.ts';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';
import { packagedFfmpeg } from '../../../media/build/packagedFfmpeg.ts';

const folder = mkdtempSync(join(tmpdir(), 'fanreel-find-'));
const program = join(folder, 'ffmpeg');
writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
const notAProgram = join(folder, 'readme');
writeFileSync(notAProgram, 'text', { mode: 0o644 });

test('FFMPEG_BIN counts before everything else', () => {
  expect(findFfmpeg({ FFMPEG_BIN: program, PATH: '/usr/bin' })).toBe(program);
});

test('an FFMPEG_BIN that cannot be run is named', () => {
  expect(() => findFfmpeg({ FFMPEG_BIN: notAProgram })).toThrow(ConfigError);
  expect(() => findFfmpeg({ FFMPEG_BIN: notAProgram })).toThrow(notAProgram);
});

test('without FFMPEG_BIN one is found on this machine', () => {
  expect(findFfmpeg({ PATH: `/nowhere:${folder}` })).toMatch(/ffmpeg/);
});

test.runIf(packagedFfmpeg())('the one that came with the project counts before those on PATH', () => {
  expect(findFfmpeg({ PATH: folder })).toBe(packagedFfmpeg());
});
