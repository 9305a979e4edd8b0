import { Duration } from 'aws-cdk-lib';
import type { CfnSubscription, ITopicSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ConfigError } from '../../failures/configError.ts';
import type { Events, Heard } from '../../profiles/schema/events.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { deliveryDlq } from '../queues/deliveryDlq.ts';
import { keeping } from '../queues/workQueue.ts';
import type { Alarms } from '../watch/alarms.ts';
import { heardFilter } from './heardFilter.ts';

export interface SubscribersProps {
  readonly profile: Profile;
  readonly status: Topic;
  readonly alarms: Alarms;
  /** Names of those that are made. */
  readonly renditions: string[];
}

/** So long whoever takes an event has for it, before another one gets it. */
const VISIBILITY = Duration.minutes(5);

type SubscribedQueue = NonNullable<Events['queues']>[number];

/** The queues and addresses of a profile that hear of events. What cannot be delivered to a queue is kept. */
export class Subscribers extends Construct {
  constructor(scope: Construct, id: string, props: SubscribersProps) {
    super(scope, id);
    const { queues = [], emails = [] } = props.profile.events ?? {};
    for (const heard of [...queues, ...emails]) checkRenditions(heard, props.renditions);
    for (const queue of queues) this.#queue(queue, props);
    for (const { address, ...heard } of emails) {
      subscribe(props.status, new EmailSubscription(address), { events: ['source'], ...heard });
    }
  }

  #queue(heard: SubscribedQueue, props: SubscribersProps): void {
    const { profile, status, alarms } = props;
    const name = heard.name ?? heard.arn?.split(':').at(-1) ?? '';
    const scope = new Construct(this, heard.arn ?? name);
    const queue =
      heard.arn === undefined
        ? this.#made(scope, name, props)
        : Queue.fromQueueArn(scope, 'Queue', heard.arn);
    const deadLetterQueue = deliveryDlq(scope, 'SubscriptionDlq', {
      queueName: `${profile.prefix}-events-${name}-subscription-dlq`,
      days: profile.retention.dlqDays,
    });
    subscribe(status, new SqsSubscription(queue, { rawMessageDelivery: true, deadLetterQueue }), heard);
    alarms.notEmpty(
      `events-${name}-subscription-dlq`,
      deadLetterQueue,
      `SNS could not deliver events to ${queue.queueName}. Mend the queue or its policy, then move the messages to it (StartMessageMoveTask).`,
    );
  }

  /** What its reader gives up on is kept as well. */
  #made(scope: Construct, name: string, { profile, alarms }: SubscribersProps): Queue {
    const { prefix, retention, maxReceiveCount } = profile;
    const queueName = `${prefix}-events-${name}`;
    const dlq = new Queue(scope, 'Dlq', keeping(`${queueName}-dlq`, retention.dlqDays));
    alarms.notEmpty(
      `events-${name}-dlq`,
      dlq,
      `Whoever reads ${queueName} gave up on events. Mend the reader, then move the messages back (StartMessageMoveTask).`,
    );
    return new Queue(scope, 'Queue', {
      ...keeping(queueName, retention.queueDays),
      visibilityTimeout: VISIBILITY,
      deadLetterQueue: { queue: dlq, maxReceiveCount },
    });
  }
}

/** @throws {ConfigError} for one that nobody makes: of that nothing would ever be told. */
function checkRenditions({ renditions = [] }: Heard, made: string[]): void {
  const unknown = renditions.find(name => !made.includes(name));
  if (unknown === undefined) return;
  throw new ConfigError(
    `The profile's events name the rendition "${unknown}", which is not made; there are ${made.join(', ')}.`,
  );
}

/** CDK's own filters cannot say that one of two will do. */
function subscribe(topic: Topic, subscription: ITopicSubscription, heard: Heard): void {
  const made = topic.addSubscription(subscription).node.defaultChild as CfnSubscription;
  const filter = heardFilter(heard);
  if (filter) made.filterPolicy = filter;
}
