import { Duration } from 'aws-cdk-lib';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { longQueueName } from '../../contract/compute/longQueueName.ts';
import { TAKING_SECONDS } from '../../contract/compute/taking.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { keeping } from './workQueue.ts';

export interface LongQueueProps {
  readonly profile: Profile;
  readonly rendition: string;
  /** Of the rendition: what nobody can make ends in the same DLQ, by whichever queue it came. */
  readonly dlq: IQueue;
  readonly maxReceiveCount: number;
}

/**
 * Where a rendition's function puts what it has no time for, and containers take it. No function is driven by it: whoever takes a
 * message keeps it out of sight from then on, so that it is out of sight by itself for as long as that takes to begin.
 */
export function longQueue(scope: Construct, id: string, props: LongQueueProps): Queue {
  const { profile, rendition, dlq, maxReceiveCount } = props;
  return new Queue(scope, id, {
    ...keeping(`${profile.prefix}-${longQueueName(rendition)}`, profile.retention.queueDays),
    visibilityTimeout: Duration.seconds(TAKING_SECONDS),
    deadLetterQueue: { queue: dlq, maxReceiveCount },
  });
}
