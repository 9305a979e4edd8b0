import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';

export interface PatternAccess {
  readonly actions: string[];
  /** An ARN with a wildcard. */
  readonly pattern: string;
  /** Why it cannot be a list of ARNs. */
  readonly reason: string;
}

/** Lets a role do these things to exactly these resources. */
export function allow(role: Role, actions: string[], ...resources: string[]): void {
  role.addToPolicy(new PolicyStatement({ actions, resources }));
}

/** Lets a role work on the objects of one bucket, or on those whose keys begin with `prefix`. */
export function allowObjects(role: Role, bucket: IBucket, actions: string[], prefix = ''): void {
  const pattern = bucket.arnForObjects(`${prefix}*`);
  allowPattern(role, {
    actions,
    pattern,
    reason:
      'Keys are what uploaders call their files; at deploy time only the bucket and the prefix are known.',
  });
}

/** As `allow`, for an ARN with a wildcard: cdk-nag wants a reason for exactly this one. */
export function allowPattern(role: Role, { actions, pattern, reason }: PatternAccess): void {
  allow(role, actions, pattern);
  const flat = flattenCfnReference(Stack.of(role).resolve(pattern));
  Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${flat}]`, reason });
}
