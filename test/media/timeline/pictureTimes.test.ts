import { expect, test } from 'vitest';
import { needsFirstSeen, type PictureFacts, pictureTimes } from '../../../media/timeline/pictureTimes.ts';
import { packet, run } from './packets.ts';

const FACTS: PictureFacts = {
  exactDurations: false,
  editSeconds: null,
  longestSeconds: null,
  numbered: false,
  frameSeconds: 1 / 30,
};
const TABLE = { ...FACTS, exactDurations: true };

test('pictures are told in the order in which they are seen, and end with the last one', () => {
  const [first, second, third] = run(3);
  const told = pictureTimes([first, third, second] as never, FACTS);

  expect(told?.times).toEqual([0, 1 / 30, 2 / 30]);
  expect(told?.end).toBeCloseTo(0.1, 6);
});

test('what stands ahead of the first key frame, or is shown ahead of it, cannot be decoded', () => {
  const leading = [packet(0), packet(1 / 30)];
  const group = [packet(0.2, { key: true }), packet(0.1), packet(0.15), packet(0.3)];

  expect(pictureTimes([...leading, ...group], FACTS)?.times).toEqual([0.2, 0.3]);
});

test('what is shown ahead of the first key frame counts as far as the decoder shows it', () => {
  const group = [packet(0.2, { key: true }), packet(0.1), packet(0.15), packet(0.3)];

  expect(needsFirstSeen(group, FACTS)).toBe(true);
  expect(needsFirstSeen(run(5), FACTS)).toBe(false);
  expect(pictureTimes(group, FACTS, 0.1)?.times).toEqual([0.1, 0.15, 0.2, 0.3]);
  expect(pictureTimes(group, FACTS, 0.2)?.times).toEqual([0.2, 0.3]);
});

test('where no packet is marked as a key frame all are expected', () => {
  expect(pictureTimes([packet(0), packet(0.1)], FACTS)?.times).toEqual([0, 0.1]);
});

test('what an edit list leaves out is decoded and not shown', () => {
  const hidden = [packet(-0.2, { key: true, discarded: true }), packet(-0.1, { discarded: true })];

  expect(pictureTimes([...hidden, packet(0), packet(0.1)], FACTS)?.times).toEqual([0, 0.1]);
});

test('a table of durations tells how long the last picture stays, also where it belongs to another packet', () => {
  const frames = run(4);
  const still = [...frames.slice(0, 3), packet(0.1, { seconds: 2 })];
  const reordered = [frames[0], packet(0.1, { seconds: 0.002 }), frames[1], packet(2 / 30, { seconds: 1 })];

  expect(pictureTimes(still, TABLE)?.end).toBeCloseTo(2.1, 3);
  expect(pictureTimes(reordered as never, TABLE)?.end).toBeCloseTo(1.069, 2);
});

test('an edit list ends the last picture, as far as a sample lasts so long', () => {
  const still = [...run(3), packet(0.1, { seconds: 2 })];

  expect(pictureTimes(still, { ...TABLE, editSeconds: 0.6 })?.end).toBeCloseTo(0.6, 3);
  expect(pictureTimes(still, { ...TABLE, editSeconds: 4_000_000 })?.end).toBeCloseTo(2.1, 3);
  // ffmpeg tells no long duration where samples are reordered; the index does.
  expect(pictureTimes(run(3), { ...TABLE, editSeconds: 1, longestSeconds: 2 })?.end).toBeCloseTo(1, 3);
});

test('a duration that is guessed from a header’s rate gives way to the steps that there are', () => {
  const guessed = run(10).map(one => ({ ...one, seconds: 1 }));

  expect(pictureTimes(guessed, FACTS)?.end).toBeCloseTo(10 / 30, 3);
});

test('a duration that is the writer’s own counts', () => {
  const written = [...run(9), packet(0.3, { seconds: 1.5 })];

  expect(pictureTimes(written, FACTS)?.end).toBeCloseTo(1.8, 3);
});

test('numbered frames start when their stream does, whenever the decoder shows the first', () => {
  const delayed = run(3, { start: 1 / 30 }).map(one => ({ ...one, dts: (one.pts ?? 0) - 1 / 30 }));

  expect(pictureTimes(delayed, { ...FACTS, numbered: true })?.lag).toBeCloseTo(1 / 30, 6);
  expect(pictureTimes(delayed, FACTS)?.lag).toBe(0);
});

test('numbered frames are shown as late as the decoder shows the first of them', () => {
  const facts = { ...FACTS, numbered: true };

  const twoLate = pictureTimes(run(3, { start: 1 / 30 }), facts, 2 / 30);

  expect(twoLate?.times[0]).toBeCloseTo(2 / 30, 6);
  expect(twoLate?.times).toHaveLength(3);
  expect(pictureTimes(run(30), facts, 0.9)?.times[0]).toBe(0);
});
