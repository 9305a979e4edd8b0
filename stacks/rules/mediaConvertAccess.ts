import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { STAGING_PREFIX } from '../../contract/keys/stagingKey.ts';
import { allow, allowObjects, allowPattern } from './allow.ts';

/** The role that MediaConvert works under, and leave to submit jobs with it. */
export class MediaConvertAccess extends Construct {
  readonly role: Role;
  /** Every account has this queue, and pays on demand for it. */
  readonly queueArn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.queueArn = this.#arn('queues/Default');
    this.role = new Role(this, 'Role', {
      description: 'MediaConvert reads uploads and writes outputs for checking',
      assumedBy: new ServicePrincipal('mediaconvert.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
          ArnEquals: { 'aws:SourceArn': this.queueArn },
        },
      }),
    });
  }

  /** MediaConvert may read these objects. */
  allowRead(bucket: IBucket): void {
    allowObjects(this.role, bucket, ['s3:GetObject', 's3:GetObjectVersion']);
  }

  /** MediaConvert may write here, below the staging prefix only: nothing unchecked under a final name. */
  allowStaging(bucket: IBucket): void {
    allowObjects(this.role, bucket, ['s3:PutObject', 's3:AbortMultipartUpload'], STAGING_PREFIX);
  }

  /** `looker` may ask how jobs stand. */
  allowLook(looker: Role): void {
    allowPattern(looker, {
      actions: ['mediaconvert:GetJob'],
      pattern: this.#arn('jobs/*'),
      reason: 'MediaConvert makes up the ids of jobs.',
    });
  }

  /** `operator` may end jobs. */
  allowCancel(operator: Role): void {
    allowPattern(operator, {
      actions: ['mediaconvert:CancelJob'],
      pattern: this.#arn('jobs/*'),
      reason: 'MediaConvert makes up the ids of jobs.',
    });
  }

  /** `submitter` may start jobs on the one queue with the one role, look for those that it started, and end them. */
  allowSubmit(submitter: Role): void {
    allow(submitter, ['mediaconvert:CreateJob', 'mediaconvert:ListJobs'], this.queueArn);
    this.allowCancel(submitter);
    submitter.addToPolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'mediaconvert.amazonaws.com' } },
      }),
    );
  }

  #arn(resource: string): string {
    return Stack.of(this).formatArn({ service: 'mediaconvert', resource });
  }
}
