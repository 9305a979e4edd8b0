import { REGION } from '../account.ts';
import type { ObjectEvent } from './store/objectEvent.ts';

/** The message that S3 publishes for a created or deleted object (event structure version 2.1). */
export function s3Event(object: ObjectEvent): string {
  const record = {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: REGION,
    eventTime: object.at.toISOString(),
    eventName: object.eventName,
    userIdentity: { principalId: 'local' },
    s3: {
      s3SchemaVersion: '1.0',
      bucket: { name: object.bucket, arn: `arn:aws:s3:::${object.bucket}` },
      object: {
        key: formEncoded(object.key),
        ...(isCreated(object) && { size: object.sizeBytes, eTag: object.eTag }),
        sequencer: object.sequencer,
      },
    },
  };
  return JSON.stringify({ Records: [record] });
}

/** Of a deleted one S3 tells neither size nor ETag. */
function isCreated({ eventName }: ObjectEvent): boolean {
  return eventName.startsWith('ObjectCreated:');
}

/** S3's form: a space is `+`, a slash stays. */
function formEncoded(key: string): string {
  return encodeURIComponent(key)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
