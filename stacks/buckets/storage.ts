import { Duration } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Profile } from '../../profiles/schema/profile.ts';
import { removalPolicy } from '../rules/removalPolicy.ts';

export interface BucketKind {
  /** Last part of the name, when the profile fixes names. */
  readonly name: string;
  readonly accessLogs?: IBucket;
}

/** What every bucket of the stack has in common: closed to the public, TLS only, encrypted, logged. */
export function bucketProps(profile: Profile, kind: BucketKind): BucketProps {
  return {
    bucketName: profile.fixedNames ? `${profile.prefix}-${kind.name}` : undefined,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    removalPolicy: removalPolicy(profile),
    serverAccessLogsBucket: kind.accessLogs,
    serverAccessLogsPrefix: kind.accessLogs && `${kind.name}/`,
  };
}

/** Parts of an upload that was never completed are paid for until someone removes them. */
export const ABORT_STALE_UPLOADS = {
  id: 'abort-stale-uploads',
  abortIncompleteMultipartUploadAfter: Duration.days(2),
};
