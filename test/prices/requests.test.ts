import { expect, it } from 'vitest';
import { addRequests, NO_REQUESTS, requestsUsd } from '../../prices/requests.ts';

it.each([
  ['s3Writes', 5],
  ['s3Reads', 0.4],
  ['sqsRequests', 0.4],
  ['snsPublishes', 0.5],
  ['writeUnits', 0.625],
  ['readUnits', 0.125],
  ['invocations', 0.2],
] as const)('a million %s cost %d dollars', (kind, usd) => {
  expect(requestsUsd({ ...NO_REQUESTS, [kind]: 1_000_000 })).toBe(usd);
});

it('a gigabyte of log costs half a dollar', () => {
  expect(requestsUsd({ ...NO_REQUESTS, logBytes: 1e9 })).toBe(0.5);
});

it('requests add up kind by kind, and neither side changes', () => {
  const some = { ...NO_REQUESTS, s3Reads: 2, sqsRequests: 1 };
  expect(addRequests(some, { s3Reads: 3, writeUnits: 4 })).toEqual({
    ...NO_REQUESTS,
    ...{ s3Reads: 5, sqsRequests: 1, writeUnits: 4 },
  });
  expect(some.s3Reads).toBe(2);
  expect(NO_REQUESTS.writeUnits).toBe(0);
});
