import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inheritedFiles } from '../../../media/run/inheritedFiles.ts';
import { runWatchedFfmpeg } from '../../../media/run/runWatchedFfmpeg.ts';
import { type Bench, openBench } from '../../pipeline/support/bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.close());

it('ffmpeg finds none of the files open that the ledger has', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'fanreel-files-'));
  const bin = join(cwd, 'stand-in');
  writeFileSync(bin, '#!/bin/sh\nfor file in /proc/$$/fd/*; do readlink $file; done > files\n', {
    mode: 0o755,
  });
  // The tables are files that LevelDB opened by itself; without them this would prove nothing.
  expect(inheritedFiles().length).toBeGreaterThan(0);
  await runWatchedFfmpeg({ bin, args: [], cwd, deadlineMs: 20_000 });
  const files = readFileSync(join(cwd, 'files'), 'utf8').trim().split('\n');
  const others = files.filter(file => file.startsWith('/') && file !== '/dev/null' && !file.startsWith(cwd));
  expect(others).toEqual([]);
});
