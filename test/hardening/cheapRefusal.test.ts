import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, open, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ffmpeg } from '../../lab/support/clip.ts';
import { findFfmpeg } from '../../media/build/findFfmpeg.ts';
import { hardenedInput } from '../../media/ffmpeg/hardenedInput.ts';
import { probe } from '../../media/probe/probe.ts';
import { writeHostileFiles } from './hostileFiles.ts';

const GB = 1024 ** 3;
let folder: string;
let files: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-refusal-'));
  const path = (name: string) => join(folder, name);
  await writeFile(path('sparse.mp4'), '');
  await truncate(path('sparse.mp4'), 3 * GB);
  await ffmpeg([
    ...['-f', 'lavfi', '-i', 'color=size=8192x8192:rate=1:duration=1'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', path('bomb.mp4')],
  ]);
  const nowhere = { file: path('canary.ts'), url: 'http://127.0.0.1:9/canary.ts' };
  files = [
    path('sparse.mp4'),
    path('bomb.mp4'),
    ...Object.values(await writeHostileFiles(folder, nowhere)).filter(name => !name.includes('avi-')),
  ];
});

test('3 GB of nothing are refused in no time, of which hardly anything is fetched', async () => {
  await using file = await open(join(folder, 'sparse.mp4'));
  let fetched = 0;
  // Work, not wall time: other tests share the cores.
  const before = process.cpuUsage();

  const refused = probe(async (offset, length) => {
    fetched += length;
    return (await file.read(Buffer.alloc(length), 0, length, offset)).buffer;
  }, 3 * GB);

  await expect(refused).rejects.toMatchObject({ failureClass: 'input', code: 'unreadable' });
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(2);
  expect(fetched).toBeLessThanOrEqual(32 * 1024 * 1024);
});

test.runIf(process.platform === 'linux')('ffmpeg needs neither time nor memory to refuse', async () => {
  for (const file of files) {
    const startedAt = performance.now();
    const args = ['-nostdin', '-loglevel', 'error', ...hardenedInput(file), '-f', 'null', '-'];
    const child = spawn(findFfmpeg(process.env), args, { stdio: 'ignore' });
    const { ended, peakMb } = watchMemory(child.pid as number);
    const [code] = await once(child, 'close');
    ended();
    expect([file, code === 0]).toEqual([file, false]);
    // Far under 2 s on a quiet machine; other tests share the cores.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(peakMb()).toBeLessThan(200);
  }
});

/** Reads the kernel's own high-water mark, which never falls, until the process is gone. */
function watchMemory(pid: number): { ended: () => void; peakMb: () => number } {
  let peak = 0;
  const timer = setInterval(() => {
    try {
      const [, kb] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      peak = Math.max(peak, Number(kb ?? 0) / 1024);
    } catch {
      // It has ended.
    }
  }, 2);
  return { ended: () => clearInterval(timer), peakMb: () => peak };
}
