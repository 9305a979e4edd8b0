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
async function check(seen: number[], { beginsAmid = true } = {}): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fanreel-times-'));
  const lines = seen.map(hundredths => `0, ${hundredths}, ${hundredths}, 1, 100, 0x0`);
  await writeFile(join(folder, REPORTS.seen), ['#tb 0: 1/100', ...lines].join('\n'));
  await checkTimes({ timeline: EXPECTED, beginsAmid }, folder);
}

test('pictures at their times are fine, in whatever order they came', async () => {
  await check([100, 104, 108, 112]);
  await check([100, 108, 104, 112]);
});

test('what comes ahead of the first key frame does not count, and what is missing is told elsewhere', async () => {
  await check([92, 96, 100, 104, 112]);
});

test.each([
  ['between two that were expected', [100, 102, 104, 108]],
  ['twice', [100, 104, 104, 104]],
  ['behind the last', [100, 104, 108, 116]],
])('a picture %s is not for segments', async (_, seen) => {
  await expect(check(seen)).rejects.toThrow(NotForSegments);
});

test('a piece amid a film whose key frame is not shown is not for segments, however little is missing', async () => {
  await expect(check([104, 108, 112])).rejects.toThrow(/cannot begin at a key frame/);
  await expect(check([])).rejects.toThrow(NotForSegments);
});

test('what a film lacks at its own beginning it lacks in one piece too', async () => {
  await check([104, 108, 112], { beginsAmid: false });
});

test('where nothing was decoded there is nothing to say', async () => {
  await checkTimes({ timeline: EXPECTED, beginsAmid: true }, await mkdtemp(join(tmpdir(), 'fanreel-times-')));
});
