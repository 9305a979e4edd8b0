import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REPORTS } from '../../../media/ffmpeg/measureArgs.ts';
import type { Timeline } from '../../../media/measure/measureSource.ts';
import { checkTimes } from '../../../media/segments/checkTimes.ts';
import { NotForSegments } from '../../../media/segments/index.ts';

const EXPECTED = { pictures: { times: [1, 1.04, 1.08, 1.12] } } as Timeline;

/** Checks pictures that a decoder showed at these hundredths of a second. */
async function check(...seen: number[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fanreel-times-'));
  const lines = seen.map(hundredths => `0, ${hundredths}, ${hundredths}, 1, 100, 0x0`);
  await writeFile(join(folder, REPORTS.seen), ['#tb 0: 1/100', ...lines].join('\n'));
  await checkTimes(EXPECTED, folder);
}

test('pictures at their times are fine, in whatever order they came', async () => {
  await check(100, 104, 108, 112);
  await check(100, 108, 104, 112);
});

test('what comes ahead of the first key frame does not count, and what is missing is told elsewhere', async () => {
  await check(92, 96, 100, 104, 112);
});

test.each([
  ['between two that were expected', [100, 102, 104, 108]],
  ['twice', [100, 104, 104, 104]],
  ['behind the last', [100, 104, 108, 116]],
])('a picture %s is not for segments', async (_, seen) => {
  await expect(check(...seen)).rejects.toThrow(NotForSegments);
});

test('where nothing was decoded there is nothing to say', async () => {
  await checkTimes(EXPECTED, await mkdtemp(join(tmpdir(), 'fanreel-times-')));
});
