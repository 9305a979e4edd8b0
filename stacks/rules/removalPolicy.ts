import { RemovalPolicy } from 'aws-cdk-lib';
import type { Profile } from '../../profiles/schema/profile.ts';

/** `destroy` removes what is empty; CloudFormation never deletes a bucket with objects in it. */
export function removalPolicy(profile: Profile): RemovalPolicy {
  return profile.removalPolicy === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
