import { describe, expect, it } from 'vitest';
import {
  managedEventPattern,
  readManagedEvent,
  readManagedMetadata,
  writeManagedMetadata,
} from '../../../contract/messages/managedEvent.ts';
import { matchesPattern } from '../../../emulator/index.ts';

/** As EventBridge delivers it (MediaConvert user guide), of a job that an earlier version submitted. */
const EVENT = {
  version: '0',
  id: 'ca3f6b4e-8b9f-4e3c-9f51-0d8c9f3b8c1a',
  'detail-type': 'MediaConvert Job State Change',
  source: 'aws.mediaconvert',
  account: '000000000000',
  time: '2026-11-20T10:00:00Z',
  region: 'us-east-1',
  resources: ['arn:aws:mediaconvert:us-east-1:000000000000:jobs/1700000000000-abcdef'],
  detail: {
    timestamp: 1_795_000_000_000,
    accountId: '000000000000',
    queue: 'arn:aws:mediaconvert:us-east-1:000000000000:queues/Default',
    jobId: '1700000000000-abcdef',
    status: 'ERROR',
    userMetadata: { fanreel: 'fanreel.job/1', jobId: '0123456789abcdef', attempt: '2', rendition: '720p' },
    errorCode: 1401,
    errorMessage: 'Unable to open input file',
  },
};

describe("MediaConvert's event", () => {
  it('is read with the fields that are used', () => {
    expect(readManagedEvent(JSON.stringify(EVENT))).toEqual({
      jobId: '1700000000000-abcdef',
      status: 'ERROR',
      userMetadata: { fanreel: 'fanreel.job/1', jobId: '0123456789abcdef', attempt: 2 },
      errorCode: 1401,
      errorMessage: 'Unable to open input file',
    });
  });

  it('is picked by the rule', () => {
    const { detailType, ...rest } = managedEventPattern();
    const pattern = { ...rest, 'detail-type': detailType };
    const foreign = { ...EVENT, detail: { ...EVENT.detail, userMetadata: {} } };
    expect([EVENT, foreign].map(event => matchesPattern(pattern, event))).toEqual([true, false]);
  });

  it.each([
    ['of a job of somebody else', { ...EVENT, detail: { ...EVENT.detail, userMetadata: {} } }],
    ['of another kind', { ...EVENT, 'detail-type': 'MediaConvert Queue Hop' }],
  ])('is not one %s', (_, event) => {
    expect(readManagedEvent(JSON.stringify(event))).toBeNull();
  });

  it('is not what is no JSON', () => {
    expect(readManagedEvent('no')).toBeNull();
  });
});

describe('what a job is submitted with', () => {
  it('is text, as earlier versions wrote it, and its event brings it back', () => {
    const written = writeManagedMetadata({ jobId: '0123456789abcdef', rendition: '720p' }, 2);
    expect(written).toEqual(EVENT.detail.userMetadata);
    expect(readManagedMetadata(written)).toMatchObject({ jobId: '0123456789abcdef', attempt: 2 });
  });

  it.each([undefined, {}, { fanreel: 'other', jobId: 'j', attempt: '1' }])('is not %j', userMetadata => {
    expect(readManagedMetadata(userMetadata)).toBeNull();
  });
});
