import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  type BucketNotificationDestinationConfig,
  BucketNotificationDestinationType,
  type IBucketNotificationDestination,
  type IBucketRef,
} from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct, IDependable } from 'constructs';

/** A queue as the target of a bucket's notifications, for this account's bucket only. @see UploadsDestination */
export class RemovalsDestination implements IBucketNotificationDestination {
  readonly #queue: IQueue;
  readonly #first: IDependable;

  /** `first` has to be there before the notification is set. */
  constructor(queue: IQueue, first: IDependable) {
    this.#queue = queue;
    this.#first = first;
  }

  bind(scope: Construct, bucket: IBucketRef): BucketNotificationDestinationConfig {
    const { policyDependable } = this.#queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.#queue.queueArn],
        conditions: {
          ArnLike: { 'aws:SourceArn': bucket.bucketRef.bucketArn },
          StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
        },
      }),
    );
    return {
      arn: this.#queue.queueArn,
      type: BucketNotificationDestinationType.QUEUE,
      dependencies: [policyDependable ?? this.#queue, this.#first],
    };
  }
}
