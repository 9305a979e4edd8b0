import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeClip } from '../../../../lab/support/clip.ts';
import { probe } from '../../../../media/probe/probe.ts';
import { endlessAvi } from './endlessAvi.ts';

test('a file that makes MediaInfo spin is refused soon, blocks nothing and costs no memory; the next one goes on', async () => {
  const clip = await readFile(await makeClip(join(await mkdtemp(join(tmpdir(), 'fanreel-spin-')), 'a.mp4')));
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  const [before, memory] = [process.cpuUsage(), process.memoryUsage.rss()];

  const refused = probeBytes(endlessAvi());
  await expect(refused).rejects.toMatchObject({ failureClass: 'input', code: 'unreadable' });

  clearInterval(timer);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(2);
  expect((process.memoryUsage.rss() - memory) / 1024 ** 2).toBeLessThan(200);
  expect(turns).toBeGreaterThan(20);
  await expect(probeBytes(clip)).resolves.toMatchObject({ container: 'mp4' });
});

function probeBytes(bytes: Buffer) {
  return probe(async (offset, length) => bytes.subarray(offset, offset + length), bytes.length);
}
