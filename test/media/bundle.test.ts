import { execFile } from 'node:child_process';
import { copyFile, mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { makeClip } from '../../lab/support/clip.ts';

const run = promisify(execFile);

test('bundled into one .mjs with its thread and the WASM file beside it, the probe works in a folder of its own', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fanreel-bundle-'));
  const clip = await makeClip(join(folder, 'a.mp4'));
  await build({
    entryPoints: {
      index: join(import.meta.dirname, '../../media/probe/probeFile.ts'),
      mediaInfoWorker: join(import.meta.dirname, '../../media/probe/analysis/mediaInfoWorker.ts'),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // Without it esbuild takes mediainfo.js's build for browsers, which cannot read a file.
    conditions: ['node'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
  });
  const wasm = createRequire(import.meta.url).resolve('mediainfo.js/MediaInfoModule.wasm');
  await copyFile(wasm, join(folder, 'MediaInfoModule.wasm'));

  const script = `import { probeFile } from './index.mjs'; console.log((await probeFile(process.argv[1])).video.codec)`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, clip], {
    cwd: folder,
  });

  expect(stdout.trim()).toBe('h264');
});
