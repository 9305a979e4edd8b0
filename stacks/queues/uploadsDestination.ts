import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  type BucketNotificationDestinationConfig,
  BucketNotificationDestinationType,
  type IBucketNotificationDestination,
  type IBucketRef,
} from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct, IDependable } from 'constructs';

/**
 * A topic as the target of a bucket's notifications. CDK's own checks only the bucket's name in the topic policy;
 * this one also checks the account, since a deleted bucket's name can be taken by anyone.
 */
export class UploadsDestination implements IBucketNotificationDestination {
  readonly #topic: ITopic;
  readonly #first: IDependable;
  #config: BucketNotificationDestinationConfig | undefined;

  /** `first` has to be there before the notification is set. */
  constructor(topic: ITopic, first: IDependable) {
    this.#topic = topic;
    this.#first = first;
  }

  bind(scope: Construct, bucket: IBucketRef): BucketNotificationDestinationConfig {
    this.#config ??= {
      arn: this.#topic.topicArn,
      type: BucketNotificationDestinationType.TOPIC,
      dependencies: [this.#allow(bucket.bucketRef.bucketArn, Stack.of(scope).account), this.#first],
    };
    return this.#config;
  }

  /** S3 tries the topic when the notification is set, so this policy has to be there before. */
  #allow(bucketArn: string, account: string): IDependable {
    const added = this.#topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.#topic.topicArn],
        conditions: {
          ArnLike: { 'aws:SourceArn': bucketArn },
          StringEquals: { 'aws:SourceAccount': account },
        },
      }),
    );
    return added.policyDependable ?? this.#topic;
  }
}
