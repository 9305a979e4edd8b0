import { describe, expect, it } from 'vitest';
import { isS3TestEvent, readS3Event } from '../../../contract/messages/s3Event.ts';

/** As S3 sends it (user guide, "Event message structure", version 2.1), with all that nobody here reads. */
const EVENT = {
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'us-east-1',
      eventTime: '2026-11-20T10:00:00.000Z',
      eventName: 'ObjectCreated:CompleteMultipartUpload',
      userIdentity: { principalId: 'AWS:AIDAEXAMPLE' },
      requestParameters: { sourceIPAddress: '203.0.113.1' },
      responseElements: { 'x-amz-request-id': 'C3D13FE58DE4C810' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'uploads',
        bucket: { name: 'fanreel-input', arn: 'arn:aws:s3:::fanreel-input' },
        object: {
          key: 'red+flower%2B.mp4',
          size: 5,
          eTag: 'e',
          versionId: 'v1',
          sequencer: '0055AED6DCD90281E5',
        },
      },
    },
  ],
};

describe("S3's event", () => {
  it('names each created object by its decoded key', () => {
    expect(readS3Event(EVENT)).toEqual([{ bucket: 'fanreel-input', key: 'red flower+.mp4' }]);
  });

  it('names none that was removed', () => {
    const [record] = EVENT.Records;
    expect(readS3Event({ Records: [{ ...record, eventName: 'ObjectRemoved:Delete' }] })).toEqual([]);
  });

  it('is told from its test event', () => {
    const test = { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'fanreel-input', RequestId: 'r' };
    expect([test, EVENT].map(isS3TestEvent)).toEqual([true, false]);
  });
});
