import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ffmpegLacks, NEEDED } from '../../../media/build/ffmpegLacks.ts';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';

const ROOT = join(import.meta.dirname, '../../..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ffmpeg-lacks-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('finds nothing missing in the ffmpeg that the tests run', () => {
  expect(ffmpegLacks(findFfmpeg(process.env))).toEqual([]);
});

it('names each encoder and filter that a small build lacks', () => {
  const bin = join(folder, 'ffmpeg');
  writeFileSync(bin, `#!/bin/sh\nexec ${findFfmpeg(process.env)} "$@" | grep -v -e zscale -e libwebp\n`, {
    mode: 0o755,
  });
  expect(ffmpegLacks(bin)).toEqual(['encoder libwebp', 'filter zscale']);
});

it('says nothing of a program that does not run here', () => {
  const bin = join(folder, 'foreign');
  writeFileSync(bin, Buffer.from([0x7f, 0x45, 0x4c, 0x46]), { mode: 0o755 });
  expect(ffmpegLacks(bin)).toBeNull();
});

it('knows every filter that plans and images use', () => {
  const text = globSync('media/**/*.ts', { cwd: ROOT })
    .map(file => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n');
  const used = [...text.matchAll(/['`,]([a-z]{3,})=(?=[a-z0-9$*])/g)].map(([, name]) => name);
  // Bitstream filters, options, and VMAF, which a preset has to ask for and which is looked for then.
  const filters = used.filter(
    name => !['file', 'ch', 'color', 'width', 'height', 'noise', 'libvmaf', 'tin'].includes(name ?? ''),
  );
  expect(filters.length).toBeGreaterThan(5);
  expect(NEEDED.filters).toEqual(expect.arrayContaining([...new Set(filters)]));
});
