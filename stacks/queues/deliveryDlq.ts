import { Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { keeping } from './workQueue.ts';

export interface DeliveryDlqProps {
  readonly queueName: string;
  readonly days: number;
}

/** Where SNS or EventBridge puts what it could not deliver to a queue. */
export function deliveryDlq(scope: Construct, id: string, props: DeliveryDlqProps): Queue {
  const queue = new Queue(scope, id, keeping(props.queueName, props.days));
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason:
      'It is a DLQ itself: of a subscription or a rule, where the check looks at queues and functions only.',
  });
  return queue;
}
