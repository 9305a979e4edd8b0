import { describe, expect, it } from 'vitest';
import { readOutputMetadata, writeOutputMetadata } from '../../contract/outputMetadata.ts';

/** As earlier versions write it. */
const WRITTEN = {
  'fanreel-job': '0123456789abcdef0123456789abcdef',
  'fanreel-attempt': '2',
  'fanreel-begun': '2026-11-20T10:00:10.000Z',
  'fanreel-source-version': 'v1',
  'fanreel-facts': '{"sizeBytes":1000,"durationSeconds":10.5,"width":1280,"height":720}',
};

const MAKER = {
  jobId: '0123456789abcdef0123456789abcdef',
  attempt: 2,
  begunAt: '2026-11-20T10:00:10.000Z',
  sourceVersion: 'v1',
  facts: { sizeBytes: 1_000, durationSeconds: 10.5, width: 1_280, height: 720 },
};

describe("an output's metadata", () => {
  it('is read as it was written before, beside what somebody else added', () => {
    expect(readOutputMetadata({ ...WRITTEN, 'cache-hint': 'x', 'fanreel-new': 'y' })).toEqual(MAKER);
  });

  it('is written as it is read', () => {
    expect(writeOutputMetadata(MAKER)).toEqual(WRITTEN);
  });

  it('keeps the facts that a later version added', () => {
    const facts = { ...MAKER.facts, colours: 'bt709' };
    const written = { ...WRITTEN, 'fanreel-facts': JSON.stringify(facts) };
    expect(readOutputMetadata(written)?.facts).toEqual(facts);
  });

  it.each([
    ['has none', {}],
    ['is of a version that knew no facts', { 'fanreel-job': 'j', 'fanreel-attempt': '1' }],
    ['has facts that are no JSON', { ...WRITTEN, 'fanreel-facts': '{' }],
  ])('names no maker where an object %s', (_, metadata) => {
    expect(readOutputMetadata(metadata)).toBeUndefined();
  });
});
