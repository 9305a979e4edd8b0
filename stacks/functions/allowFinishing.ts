import type { Role } from 'aws-cdk-lib/aws-iam';
import { STAGING_PREFIX } from '../../contract/keys/stagingKey.ts';
import { allow, allowObjects } from '../rules/allow.ts';
import type { RenditionBranch } from './renditionBranch.ts';

/**
 * Lets a role end a rendition's managed jobs: check and publish what was staged, and put the messages of those that
 * failed back into the queue.
 */
export function allowFinishing(role: Role, { output, work, long }: RenditionBranch): void {
  allow(role, ['s3:ListBucket'], output.bucketArn);
  allowObjects(role, output, ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload']);
  allowObjects(role, output, ['s3:DeleteObject'], STAGING_PREFIX);
  allow(role, ['sqs:SendMessage'], work.queue.queueArn, ...(long ? [long.queueArn] : []));
}
