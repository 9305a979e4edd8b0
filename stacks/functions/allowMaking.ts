import type { Role } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { STAGING_PREFIX } from '../../contract/keys/stagingKey.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import type { LedgerTable } from '../buckets/ledgerTable.ts';
import type { WebhooksTable } from '../buckets/webhooksTable.ts';
import { allow, allowObjects } from '../rules/allow.ts';
import { allowSecret } from '../rules/allowSecret.ts';
import type { MediaConvertAccess } from '../rules/mediaConvertAccess.ts';

/** What whoever makes a rendition has to get at. */
export interface Making {
  readonly preset: Preset;
  readonly input: IBucket;
  readonly output: IBucket;
  /** Which clips are cut from. */
  readonly recordings: IBucket | undefined;
  readonly queue: IQueue;
  /** Of its long jobs. */
  readonly long: IQueue | undefined;
  /** That its containers work, where it has some: of its long jobs, or its own. */
  readonly contained: IQueue;
  readonly notices: IQueue;
  readonly ledger: LedgerTable;
  readonly webhooks: WebhooksTable | undefined;
  readonly mediaConvert: MediaConvertAccess;
}

/** Lets the role of a rendition's containers take messages and make of them what is asked for. */
export function allowInContainers(role: Role, making: Making): void {
  making.contained.grantConsumeMessages(role);
  allowMaking(role, making);
  // Containers put back what they could not end; a function never has to, and one that cuts clips asks for nothing.
  const mayNot = making.preset.kind === 'clip' && !making.long;
  if (mayNot) allow(role, ['sqs:SendMessage'], making.contained.queueArn);
}

/**
 * Lets a role make a rendition, wherever that is: it reads uploads and writes the rendition's own output, never another's and never
 * the input.
 */
export function allowMaking(role: Role, making: Making): void {
  const { preset, input, output, recordings, notices, ledger } = making;
  allowObjects(role, input, ['s3:GetObject', 's3:GetObjectVersion']);
  // Without ListBucket S3 says 403, not 404, of an object that is not there.
  allow(role, ['s3:ListBucket'], input.bucketArn, output.bucketArn);
  if (recordings) {
    allowObjects(role, recordings, ['s3:GetObject', 's3:GetObjectVersion']);
    allow(role, ['s3:ListBucket'], recordings.bucketArn); // a camera's are found by it, too
  }
  if (preset.kind === 'clip' && preset.api) allowSecret(role, preset.api);
  allowObjects(role, output, ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload']);
  allowObjects(role, output, ['s3:DeleteObject'], STAGING_PREFIX);
  // Films that are made in pieces are asked for piece by piece in the rendition's own queue, and uploads that others pass anew.
  const asked = preset.kind === 'clip' ? [] : [making.queue.queueArn];
  const long = making.long ? [making.long.queueArn] : [];
  allow(role, ['sqs:SendMessage'], notices.queueArn, ...asked, ...long);
  ledger.grantUse(role);
  making.webhooks?.grantList(role);
  making.mediaConvert.allowSubmit(role);
}
