import { expect, it } from 'vitest';
import { StableFiles } from '../../../../../cli/commands/up/watch/stableFiles.ts';

const file = (sizeBytes: number, mtimeMs = 1) => ({ path: '/in/a.mp4', key: 'a.mp4', sizeBytes, mtimeMs });

it('hands a file out once, after two looks that are far enough apart saw the same', () => {
  const stable = new StableFiles(900);
  expect(stable.look([file(1)], 0)).toEqual([]);
  expect(stable.look([file(1)], 500)).toEqual([]);
  expect(stable.look([file(1)], 1_000)).toEqual([file(1)]);
  expect(stable.look([file(1)], 2_000)).toEqual([]);
});

it('waits for a file that grows, or is written anew at the same size', () => {
  const stable = new StableFiles(900);
  stable.look([file(1)], 0);
  expect(stable.look([file(2)], 1_000)).toEqual([]);
  expect(stable.look([file(2, 2)], 2_000)).toEqual([]);
  expect(stable.look([file(2, 2)], 3_000)).toEqual([file(2, 2)]);
});

it('hands a file out again when it has changed since, or was removed and came back', () => {
  const stable = new StableFiles(900);
  for (const now of [0, 1_000]) stable.look([file(1)], now);
  expect(stable.look([file(3)], 2_000)).toEqual([]);
  expect(stable.look([file(3)], 3_000)).toEqual([file(3)]);
  stable.look([], 4_000);
  stable.look([file(3)], 5_000);
  expect(stable.look([file(3)], 6_000)).toEqual([file(3)]);
});
