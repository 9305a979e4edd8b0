import { expect, test } from 'vitest';
import { reportLines } from '../../lab/faults/report.ts';
import { runSuite } from '../../lab/faults/suite.ts';

/** `npm run faults` is the long form. */
const options = { seed: 1, faults: 30, jobs: 9, log: () => {} };

test('a few faults of every kind lose nothing, and nothing comes out wrong or twice', {
  timeout: 300_000,
}, async () => {
  const result = await runSuite(options);

  expect(result.violations, reportLines(result, options).join('\n')).toEqual([]);
  expect(result.tally.total).toBeGreaterThan(16);
});
