import { expect, it } from 'vitest';
import { reportOf } from '../../../pipeline/reconcile/reportOf.ts';

/** Three bytes each in UTF-8, so that this key has the 1,024 bytes that S3 allows. */
const LONGEST_KEY = '動'.repeat(341);
const DYNAMODB_BYTES = 400 * 1_024;

const run = (missing: number, problems: number) => ({
  renditions: {},
  missing: Array.from({ length: missing }, () => ({ key: LONGEST_KEY, rendition: 'thumbnails' })),
  problems: Array.from({ length: problems }, () => ({
    key: LONGEST_KEY,
    failure: { class: 'transient' as const, code: 'error', message: '動'.repeat(2_000) },
  })),
  stoppedAfter: LONGEST_KEY,
});

it('fits into one item whatever was missing, and counts all of it', () => {
  const report = reportOf(run(100_000, 100));
  expect(Buffer.byteLength(JSON.stringify(report))).toBeLessThan(DYNAMODB_BYTES);
  expect(report.missing.length).toBeGreaterThan(150);
  expect(report).toMatchObject({ missingCount: 100_000, stoppedAfter: LONGEST_KEY });
  expect(report.troubles).toHaveLength(100);
});

it('tells everything where there is room', () => {
  const few = run(10, 1);
  expect(reportOf(few).missing).toEqual(few.missing);
});
