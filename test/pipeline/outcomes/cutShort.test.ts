import { expect, test } from 'vitest';
import type { Attempt } from '../../../contract/job.ts';
import { closerLease, timesCutShort } from '../../../pipeline/outcomes/cutShort.ts';

function attempts(...outcomes: (string | undefined)[]): Attempt[] {
  return outcomes.map((outcome, index) => ({
    ...{ number: index + 1, messageId: 'm', startedAt: '2026-01-01T00:00:00.000Z' },
    ...(outcome !== undefined && { outcome }),
  }));
}

test('workers that were lost or told to end cut an attempt short, those that failed or are at it do not', () => {
  expect(timesCutShort(attempts())).toBe(0);
  expect(timesCutShort(attempts('lost', 'worker-stopped', 'transient', 'complete', undefined))).toBe(2);
});

test.each([
  { leaseSeconds: 60, by: [60, 20, 7, 3, 3] },
  { leaseSeconds: 9, by: [9, 3, 3] },
  { leaseSeconds: 2, by: [2, 2] },
])(
  'a lease of $leaseSeconds s is a third as long after each worker that was lost, down to three seconds',
  ({ leaseSeconds, by }) => {
    const leases = by.map((_, lost) =>
      closerLease(attempts(...Array.from({ length: lost }, () => 'lost'), undefined), leaseSeconds),
    );
    expect(leases).toEqual(by);
    expect(closerLease(attempts('worker-stopped', 'transient'), leaseSeconds)).toBe(leaseSeconds);
  },
);
