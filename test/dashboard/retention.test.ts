import { expect, it } from 'vitest';
import { MAX_SOURCES, tooOld } from '../../dashboard/wire/retention.ts';

function sources(count: number) {
  const at = (index: number) => ({ changedAt: new Date(index * 1_000).toISOString() });
  return new Map(Array.from({ length: count }, (_, index) => [index, at(index)]));
}

it('sources that came while it was looked are held up to so many, and the oldest go', () => {
  const old = tooOld(sources(MAX_SOURCES + 1_001), row => row);
  expect(old).toHaveLength(1_001);
  expect(Math.max(...old)).toBe(1_000);
});

it('they go together, not one with each that comes', () => {
  expect(tooOld(sources(MAX_SOURCES + 1_000), row => row)).toEqual([]);
});
