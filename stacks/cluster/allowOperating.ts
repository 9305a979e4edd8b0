import { Stack } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { TRIAL_PREFIX } from '../../contract/keys/trialPrefix.ts';
import type { LedgerTable } from '../buckets/ledgerTable.ts';
import type { RenditionBranch } from '../functions/renditionBranch.ts';
import { allow, allowObjects } from '../rules/allow.ts';
import type { MediaConvertAccess } from '../rules/mediaConvertAccess.ts';

/** What an operator's dashboard has to get at. */
export interface Operating {
  readonly input: IBucket;
  readonly renditions: readonly RenditionBranch[];
  readonly ledger: LedgerTable;
  readonly notices: IQueue;
  readonly reconcile: IQueue;
  readonly mediaConvert: MediaConvertAccess;
}

/** Lets a role show a stack, and do to it what the dashboard's buttons do; with --read-only it uses the half of that. */
export function allowOperating(role: Role, operating: Operating): void {
  const { input, renditions, ledger, notices, reconcile, mediaConvert } = operating;
  allow(role, ['cloudformation:DescribeStacks'], Stack.of(role).stackId);
  ledger.grantUse(role);
  allow(role, ['sqs:SendMessage'], notices.queueArn, reconcile.queueArn);
  mediaConvert.allowCancel(role);
  allow(role, ['logs:FilterLogEvents'], ...renditions.map(({ transcode }) => transcode.logGroup.logGroupArn));
  allowMoving(role, renditions);
  allowUploads(role, input);
  const recordings = renditions.flatMap(one => one.recordings ?? []);
  for (const bucket of new Set([...recordings, ...renditions.map(({ output }) => output)])) {
    allow(role, ['s3:ListBucket'], bucket.bucketArn);
    allowObjects(role, bucket, ['s3:GetObject']);
  }
  for (const { output } of renditions) allowObjects(role, output, ['s3:DeleteObject'], TRIAL_PREFIX);
}

/** Messages, looked at, deleted, and put from one queue of a rendition into another. */
function allowMoving(role: Role, renditions: readonly RenditionBranch[]): void {
  const dead = renditions.flatMap(({ work, subscriptionDlq }) => [work.dlq, subscriptionDlq]);
  const own = renditions.flatMap(({ work, long }) => [work.queue, ...(long ? [long] : [])]);
  const all = [...own, ...dead].map(({ queueArn }) => queueArn);
  const looks = ['sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility'];
  allow(role, [...looks, 'sqs:DeleteMessage', 'sqs:SendMessage'], ...all);
  const moves = ['sqs:StartMessageMoveTask', 'sqs:ListMessageMoveTasks'];
  allow(role, moves, ...dead.map(({ queueArn }) => queueArn));
}

function allowUploads(role: Role, input: IBucket): void {
  allow(role, ['s3:ListBucket', 's3:ListBucketMultipartUploads'], input.bucketArn);
  allowObjects(role, input, [
    ...['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
    ...['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
  ]);
  allowObjects(role, input, ['s3:DeleteObject'], TRIAL_PREFIX);
}
