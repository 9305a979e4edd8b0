import { expect, it } from 'vitest';
import { jobIdOf, type Naming } from '../../../contract/job.ts';
import type { Wishes } from '../../../contract/wishes/wishes.ts';

const SOURCE = { bucket: 'in', key: 'a.mp4', version: 'v1' };
const VIDEO: Naming = { name: '720p', presetHash: '0123456789ab', kind: 'video' };
const IMAGES: Naming = { name: 'thumbnails', presetHash: 'ba9876543210', kind: 'image' };

const idOf = (naming: Naming, wishes?: Wishes) => jobIdOf({ ...SOURCE, ...(wishes && { wishes }) }, naming);

it('a job without a wish is named as it was before there were any', () => {
  expect(idOf(VIDEO)).toBe('9b6ab0555edfece6e6c235b1a008cfbd');
});

it.each<[string, Wishes]>([
  ['what is only told', { title: 'x', correlationId: 'y', webhook: 'z', metadata: { a: 'b' } }],
  ['a batch', { batch: 'x' }],
  ['a priority', { priority: 'low' }],
  ['which renditions are wanted', { renditions: ['720p'], without: ['480p'] }],
  ['a trim of nothing', { trim: { from: 0 } }],
])('%s names no other job', (_, wishes) => {
  expect(idOf(VIDEO, wishes)).toBe(idOf(VIDEO));
  expect(idOf(IMAGES, wishes)).toBe(idOf(IMAGES));
});

it('a trim is other work for each rendition, and the same trim the same work', () => {
  const ids = [undefined, { from: 1 }, { to: 1 }, { from: 1, to: 2 }, { to: 2 }].flatMap(trim =>
    [VIDEO, IMAGES].map(naming => idOf(naming, trim && { trim })),
  );
  expect(new Set(ids).size).toBe(10);
  expect(idOf(VIDEO, { trim: { from: 0, to: 2 } })).toBe(idOf(VIDEO, { trim: { to: 2 } }));
  expect(idOf(VIDEO, { trim: { to: 2, from: 1 } })).toBe(idOf(VIDEO, { trim: { from: 1, to: 2 } }));
});

it('picture times are other work for images alone', () => {
  const wishes = { pictureTimes: [1, '50%'] };
  expect(idOf(VIDEO, wishes)).toBe(idOf(VIDEO));
  expect(idOf(IMAGES, wishes)).not.toBe(idOf(IMAGES));
  expect(idOf(IMAGES, { pictureTimes: ['50%', 1] })).not.toBe(idOf(IMAGES, wishes));
});
