import { Duration, Stack } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Profile } from '../../profiles/schema/profile.ts';
import { queueFunction } from '../functions/queueFunction.ts';
import { deliveryDlq } from '../queues/deliveryDlq.ts';
import { allow } from '../rules/allow.ts';
import type { Alarms } from '../watch/alarms.ts';

export interface EventBridgeProps {
  readonly profile: Profile;
  readonly code: Code;
  readonly status: Topic;
  readonly alarms: Alarms;
}

const NAME = 'event-bridge';
const MEMORY_MB = 256;
const TIMEOUT = Duration.seconds(60);
const MAX_CONCURRENCY = 5;

/** Puts each event onto the account's default event bus. It hears of them as other subscribers do, and holds up none of those. */
export class EventBridge extends Construct {
  constructor(scope: Construct, id: string, { profile, code, status, alarms }: EventBridgeProps) {
    super(scope, id);
    const { work, driven } = queueFunction(this, 'Put', {
      ...{ profile, code, alarms, name: NAME },
      description: 'Puts events onto the default event bus',
      memoryMb: MEMORY_MB,
      timeout: TIMEOUT,
      maxConcurrency: MAX_CONCURRENCY,
      handler: queue => ({
        file: 'eventBridge',
        environment: { RETRY_SECONDS: profile.retrySeconds, QUEUE_URL: queue.queueUrl },
      }),
      alarmTexts: {
        deadLetters: `EventBridge did not take events. Read the log of the ${NAME} function, mend the cause, then move the messages back (StartMessageMoveTask).`,
        waiting: `Events for EventBridge wait. Look for throttles and errors of the ${NAME} function; the jobs themselves are not held up.`,
      },
    });
    const deadLetterQueue = deliveryDlq(this, 'SubscriptionDlq', {
      queueName: `${profile.prefix}-${NAME}-subscription-dlq`,
      days: profile.retention.dlqDays,
    });
    status.addSubscription(new SqsSubscription(work.queue, { rawMessageDelivery: true, deadLetterQueue }));
    alarms.notEmpty(
      `${NAME}-subscription-dlq`,
      deadLetterQueue,
      `SNS could not deliver to ${profile.prefix}-${NAME}. Mend the queue or its policy, then move the messages to it (StartMessageMoveTask).`,
    );
    const bus = Stack.of(this).formatArn({
      service: 'events',
      resource: 'event-bus',
      resourceName: 'default',
    });
    allow(driven.role, ['events:PutEvents'], bus);
  }
}
