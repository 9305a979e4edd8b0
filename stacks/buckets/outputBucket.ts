import { Duration } from 'aws-cdk-lib';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { STAGING_PREFIX } from '../../contract/keys/stagingKey.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { shownCors } from './corsRules.ts';
import { ABORT_STALE_UPLOADS, bucketProps } from './storage.ts';

export interface OutputBucketProps {
  readonly profile: Profile;
  readonly rendition: string;
  readonly accessLogs: IBucket;
}

/** Where a rendition's files go. What MediaConvert wrote waits under the staging prefix until it is checked. */
export function outputBucket(scope: Construct, props: OutputBucketProps): Bucket {
  return new Bucket(scope, 'Output', {
    ...bucketProps(props.profile, { name: props.rendition, accessLogs: props.accessLogs }),
    cors: shownCors(props.profile),
    lifecycleRules: [
      ABORT_STALE_UPLOADS,
      // A managed job has 24 hours at most between its first byte here and its end: two days leave a margin.
      { id: 'expire-staging', prefix: STAGING_PREFIX, expiration: Duration.days(2) },
    ],
  });
}
