import { randomUUID } from 'node:crypto';
import { INPUT } from './bench.ts';

/** A key of usual length: what a job's item takes in the ledger depends on it. */
export const KEY = 'holidays/2026/beach and mountains, second day.mp4';

/** The message of its upload, as S3 and SNS send it. */
export function announced(sizeBytes: number) {
  const record = {
    ...{ eventVersion: '2.1', eventSource: 'aws:s3', awsRegion: 'us-east-1', eventName: 'ObjectCreated:Put' },
    eventTime: '2026-11-26T08:15:42.417Z',
    userIdentity: { principalId: 'AWS:AROAEXAMPLEEXAMPLE:uploader' },
    requestParameters: { sourceIPAddress: '203.0.113.7' },
    responseElements: { 'x-amz-request-id': 'C3D13FE58DE4C810', 'x-amz-id-2': 'F'.repeat(76) },
    s3: {
      ...{ s3SchemaVersion: '1.0', configurationId: 'MjU5ZjY5NDItODk1Mi00' },
      bucket: { name: INPUT, ownerIdentity: { principalId: 'A1EXAMPLE' }, arn: `arn:aws:s3:::${INPUT}` },
      object: {
        key: encodeURIComponent(KEY).replaceAll('%2F', '/').replaceAll('%20', '+'),
        ...{ size: sizeBytes, eTag: '9bd3e9a1f4c7d26e8b05a4c3d2e1f009', sequencer: '0068C1B2A3D4E5F607' },
      },
    },
  };
  const sentAt = new Date().toISOString();
  return { id: randomUUID(), body: JSON.stringify({ Records: [record] }), attributes: {}, sentAt };
}
