import { Duration, Stack } from 'aws-cdk-lib';
import { Queue, QueueEncryption, type QueueProps, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Profile } from '../../profiles/schema/profile.ts';

export interface WorkQueueProps {
  readonly queueName: string;
  /** Of the function that it drives. */
  readonly functionTimeout: Duration;
  readonly maxReceiveCount: number;
  /** Names of other queues whose messages come to the same DLQ. @default none */
  readonly alsoFrom?: readonly string[] | undefined;
  readonly retention: Profile['retention'];
}

/** AWS's rule: time for Lambda to retry a throttled invocation while the message stays out of others' sight. */
const VISIBILITY_PER_TIMEOUT = 6;

/** A queue that drives a function, and the dead-letter queue for what the function gave up on. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly dlq: Queue;
  readonly visibility: Duration;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    this.visibility = Duration.seconds(props.functionTimeout.toSeconds() * VISIBILITY_PER_TIMEOUT);
    const { queueName, alsoFrom = [] } = props;
    const others = alsoFrom.map((name, index) => this.#named(`Source${index + 2}`, name));
    this.dlq = new Queue(this, 'Dlq', {
      ...keeping(`${queueName}-dlq`, props.retention.dlqDays),
      redriveAllowPolicy: {
        redrivePermission: RedrivePermission.BY_QUEUE,
        sourceQueues: [this.#named('Source', queueName), ...others],
      },
    });
    this.queue = new Queue(this, 'Queue', {
      ...keeping(queueName, props.retention.queueDays),
      visibilityTimeout: this.visibility,
      deadLetterQueue: { queue: this.dlq, maxReceiveCount: props.maxReceiveCount },
    });
  }

  /** By its name, since the queue names its DLQ and CloudFormation allows no circle. */
  #named(id: string, queueName: string) {
    const arn = Stack.of(this).formatArn({ service: 'sqs', resource: queueName });
    return Queue.fromQueueArn(this, id, arn);
  }
}

/** What every queue of the stack has in common: encrypted at rest with SQS's own key, and by TLS on the way. */
export function keeping(queueName: string, days: number): QueueProps {
  return {
    queueName,
    retentionPeriod: Duration.days(days),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  };
}
