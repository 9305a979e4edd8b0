import type { CfnResource, Stack } from 'aws-cdk-lib';
import { type IRole, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Profile } from '../../profiles/schema/profile.ts';
import { removalPolicy } from './removalPolicy.ts';

/** Under which aws-cdk-lib keeps the function behind every `Custom::S3BucketNotifications`. */
const HANDLER_ID = 'BucketNotificationsHandler050a0587b7544547bf325f094a3db834';

/**
 * What CDK's own function may do that sets a bucket's notifications at deploy time: change those of this bucket and
 * write its log. CDK's default is a managed policy, and a log group that is kept for ever.
 */
export class NotificationsRole extends Construct {
  /** Closed to changes, so that CDK cannot widen it. */
  readonly role: IRole;
  readonly policy: Policy;
  readonly #logGroup: LogGroup;

  constructor(scope: Construct, id: string, profile: Profile) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.role = role.withoutPolicyUpdates();
    this.#logGroup = new LogGroup(this, 'Logs', {
      retention: profile.retention.logDays,
      removalPolicy: removalPolicy(profile),
    });
    this.policy = new Policy(this, 'Policy', {
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [this.#logGroup.logGroupArn],
        }),
      ],
    });
  }

  serve(bucket: IBucket): void {
    this.policy.addStatements(
      new PolicyStatement({
        actions: ['s3:GetBucketNotification', 's3:PutBucketNotification'],
        resources: [bucket.bucketArn],
      }),
    );
  }

  /** Call it once the bucket has a notification: before that the function is not there. */
  logTo(stack: Stack): void {
    const handler = stack.node.findChild(HANDLER_ID).node.defaultChild as CfnResource;
    handler.addPropertyOverride('LoggingConfig', { LogGroup: this.#logGroup.logGroupName });
  }
}
