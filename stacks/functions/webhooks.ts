import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Environment } from '../../contract/environment.ts';
import { secretsPrefix } from '../../contract/webhooks/secret.ts';
import { type Profile, webhookRetryHoursOf } from '../../profiles/schema/profile.ts';
import type { WebhooksTable } from '../buckets/webhooksTable.ts';
import { deliveryDlq } from '../queues/deliveryDlq.ts';
import type { WorkQueue } from '../queues/workQueue.ts';
import { allow, allowPattern } from '../rules/allow.ts';
import type { Alarms } from '../watch/alarms.ts';
import { webhookDisabled } from '../watch/handlerAlarms.ts';
import { type QueueFunction, queueFunction } from './queueFunction.ts';

export interface WebhooksProps {
  readonly profile: Profile;
  readonly events: Code;
  readonly deliveries: Code;
  readonly table: WebhooksTable;
  readonly status: Topic;
  readonly alarms: Alarms;
}

/** A queue of deliveries, and who makes them. */
interface Lane {
  readonly id: string;
  readonly name: string;
  readonly requestSeconds: number;
  /** Where deliveries go that are given up. @default its own DLQ */
  readonly dlq?: IQueue;
  readonly description: string;
}

const EVENTS = 'webhook-events';
const DELIVERIES = 'webhook-deliveries';
const SLOW_DELIVERIES = 'webhook-slow-deliveries';

/** Of the first lane's function. */
const SLOW_QUEUE: keyof Environment<'webhookDeliveries'> = 'SLOW_QUEUE_URL';

const MEMORY_MB = 256;
const EVENTS_TIMEOUT = Duration.seconds(60);
const EVENTS_CONCURRENCY = 5;

/** Of a request to a webhook of which nobody knows that it is slow. One that is holds up others for as long, once in a while. */
const QUICK_SECONDS = 3;

/** Of a request to one that is, as the Standard Webhooks specification advises: 15 to 30 s. */
const REQUEST_SECONDS = 15;

/** A request, and what is read and written around it. */
const DELIVERIES_TIMEOUT = Duration.seconds(60);

/** So many requests wait for their receivers in one function, and so many functions are there. */
const BATCH = 10;
const DELIVERIES_CONCURRENCY = 10;

/** It ends deliveries itself, by time: what is received oftener than that has never come to its end. */
const RECEIVES = 30;

/** As long as it is tried, and a day more in which nobody looks. */
const queueDays = (retryHours: number) => 1 + Math.ceil(retryHours / 24);

/**
 * Tells webhooks of events. One function hears of each event on the status topic and finds who is to hear of it; another one
 * delivers, from a queue in which each webhook is a message group of its own. Webhooks that take their time to answer are told by
 * a third one, so that they hold up no other.
 */
export class Webhooks extends Construct {
  readonly queue: Queue;
  readonly dlq: Queue;

  constructor(scope: Construct, id: string, props: WebhooksProps) {
    super(scope, id);
    const { queue, dlq } = this.#deliveries(props);
    this.queue = queue;
    this.dlq = dlq;
    this.#events(props);
    webhookDisabled(props.alarms);
  }

  /** Both lanes; what is given up in either waits for a person in the one DLQ. */
  #deliveries(props: WebhooksProps): WorkQueue {
    const { profile, table } = props;
    const quick = this.#lane(props, {
      ...{ id: 'Deliveries', name: DELIVERIES, requestSeconds: QUICK_SECONDS },
      description: 'Tells webhooks of events by signed requests',
    });
    const { dlq } = quick.work;
    const slow = this.#lane(props, {
      ...{ id: 'SlowDeliveries', name: SLOW_DELIVERIES, requestSeconds: REQUEST_SECONDS, dlq },
      description: 'Tells those webhooks of events that take their time to answer',
    });
    for (const { driven } of [slow, quick]) {
      table.grantUse(driven.role);
      allow(driven.role, ['sqs:SendMessage'], dlq.queueArn);
      allowPattern(driven.role, {
        actions: ['secretsmanager:GetSecretValue'],
        pattern: this.#secretsArn(profile),
        reason:
          "Webhooks are added to a stack that runs: their secrets are known by the deployment's prefix.",
      });
    }
    // Each lane's function is told of the other's queue, so one of them when both are there.
    quick.driven.lambda.addEnvironment(SLOW_QUEUE, slow.work.queue.queueUrl);
    allow(quick.driven.role, ['sqs:SendMessage'], slow.work.queue.queueArn);
    return quick.work;
  }

  #lane(
    { profile, deliveries: code, table, alarms }: WebhooksProps,
    { id, name, requestSeconds, dlq, description }: Lane,
  ): QueueFunction {
    const retryHours = webhookRetryHoursOf(profile);
    const days = Math.max(profile.retention.queueDays, queueDays(retryHours));
    return queueFunction(new Construct(this, id), 'Deliver', {
      ...{ alarms, code, name, description, batchSize: BATCH, receives: RECEIVES },
      profile: { ...profile, retention: { ...profile.retention, queueDays: days } },
      memoryMb: MEMORY_MB,
      timeout: DELIVERIES_TIMEOUT,
      maxConcurrency: DELIVERIES_CONCURRENCY,
      mayWait: Duration.hours(Math.ceil(retryHours)),
      handler: (queue, own) => ({
        file: 'webhookDeliveries',
        environment: {
          ...common(queue.queueUrl, profile, table),
          DLQ_URL: (dlq ?? own).queueUrl,
          SECRETS_PREFIX: secretsPrefix(profile.prefix),
          TIMEOUT_SECONDS: requestSeconds,
          QUICK_SECONDS,
          RETRY_HOURS: retryHours,
        },
      }),
      alarmTexts: {
        deadLetters: dlq
          ? `Webhooks could not be told of events. Read the log of the ${name} function, mend the cause, then move the messages back (StartMessageMoveTask).`
          : `Webhooks were not told of events for ${retryHours} h. See which and why with "fanreel webhook log --failed", have the receivers mended, then "fanreel webhook replay ID".`,
        waiting: `Events wait for webhooks for longer than they are tried. Look for throttles and errors of the ${name} function.`,
      },
    });
  }

  #events({ profile, events: code, table, status, alarms }: WebhooksProps): void {
    const scope = new Construct(this, 'Events');
    const { work, driven } = queueFunction(scope, 'Find', {
      ...{ profile, alarms, code, name: EVENTS },
      description: 'Finds the webhooks that are to hear of an event',
      memoryMb: MEMORY_MB,
      timeout: EVENTS_TIMEOUT,
      maxConcurrency: EVENTS_CONCURRENCY,
      handler: ({ queueUrl }) => ({
        file: 'webhookEvents',
        environment: {
          ...common(queueUrl, profile, table),
          DELIVERIES_QUEUE_URL: this.queue.queueUrl,
        },
      }),
      alarmTexts: {
        deadLetters: `Events could not be put down for webhooks. Read the log of the ${EVENTS} function, mend the cause, then move the messages back (StartMessageMoveTask).`,
        waiting: `Events for webhooks wait. Look for throttles and errors of the ${EVENTS} function; the jobs themselves are not held up.`,
      },
    });
    table.grantUse(driven.role);
    table.grantList(driven.role);
    allow(driven.role, ['sqs:SendMessage'], this.queue.queueArn);
    const name = `${profile.prefix}-${EVENTS}`;
    const deadLetterQueue = deliveryDlq(scope, 'SubscriptionDlq', {
      queueName: `${name}-subscription-dlq`,
      days: profile.retention.dlqDays,
    });
    status.addSubscription(new SqsSubscription(work.queue, { rawMessageDelivery: true, deadLetterQueue }));
    alarms.notEmpty(
      `${EVENTS}-subscription-dlq`,
      deadLetterQueue,
      `SNS could not deliver to ${name}. Mend the queue or its policy, then move the messages to it (StartMessageMoveTask).`,
    );
  }

  #secretsArn({ prefix }: Profile): string {
    return Stack.of(this).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      resourceName: `${secretsPrefix(prefix)}*`,
    });
  }
}

function common(queueUrl: string, { retrySeconds, retention }: Profile, { table }: WebhooksTable) {
  return {
    QUEUE_URL: queueUrl,
    RETRY_SECONDS: retrySeconds,
    WEBHOOKS_TABLE: table.tableName,
    DELIVERY_DAYS: retention.logDays,
  };
}
