import { describe, expect, it } from 'vitest';
import {
  readReconcileRequest,
  readReport,
  reportKey,
  writeReconcileRequest,
  writeReport,
} from '../../../contract/messages/reconcile.ts';

/** As earlier versions write it. */
const REQUEST = { schema: 'fanreel.reconcile/1', id: 'r1', dryRun: true, overdueSeconds: 60 };

const RECEIPT = {
  ...{ received: 3, complete: 1, running: 0, submitted: 0, queued: 0, failed: 1, missing: 1 },
  ...{ held: 0, dropped: 0 },
};

/** The ledger table's item, as earlier versions write it. */
const ITEM = {
  jobId: 'reconciled/r1',
  expiresAt: 1_800_000_000,
  report: {
    renditions: { '720p': RECEIPT },
    missing: [{ key: 'a.mp4', rendition: '720p' }],
    missingCount: 1,
    troubles: [{ key: 'b.mp4', message: 'Access Denied' }],
    stoppedAfter: null,
  },
};

describe('a request to reconcile', () => {
  it('is read as it was written before', () => {
    expect(readReconcileRequest(JSON.stringify(REQUEST))).toMatchObject({
      id: 'r1',
      dryRun: true,
      overdueSeconds: 60,
    });
  });

  it('is written as it is read', () => {
    const { schema: _, ...request } = REQUEST;
    expect(JSON.parse(writeReconcileRequest(request))).toEqual(REQUEST);
  });

  it('is nothing that the schedule sends', () => {
    const event = { version: '0', 'detail-type': 'Scheduled Event', source: 'aws.events', detail: {} };
    expect(readReconcileRequest(JSON.stringify(event))).toBeNull();
  });

  it('is refused with a field that nobody knows', () => {
    expect(() => readReconcileRequest(JSON.stringify({ ...REQUEST, dryRum: true }))).toThrow(/dryRum/);
  });
});

describe('its report', () => {
  it('is found and read as it was written before', () => {
    expect(reportKey({ id: 'r1' })).toEqual({ jobId: ITEM.jobId });
    expect(readReport(ITEM)).toEqual(ITEM.report);
  });

  it('is written as it is read', () => {
    expect(writeReport({ id: 'r1', dryRun: true }, ITEM.report, ITEM.expiresAt)).toEqual(ITEM);
  });

  it('is read of a function that knows of nothing held or dropped', () => {
    const { held: _, dropped: __, ...older } = RECEIPT;
    const report = { ...ITEM.report, renditions: { '720p': older } };
    expect(readReport({ ...ITEM, report })).toEqual(ITEM.report);
  });

  it('may have what a later version added', () => {
    const more = { ...ITEM.report, seconds: 3, renditions: { '720p': { ...RECEIPT, archived: 1 } } };
    expect(readReport({ ...ITEM, report: more })).toEqual(ITEM.report);
  });
});
