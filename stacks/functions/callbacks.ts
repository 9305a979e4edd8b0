import { Duration } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { SubscriptionFilter, type Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { TOLD_STATES } from '../../contract/messages/clipResult.ts';
import type { ClipApi } from '../../presets/api/apiSchema.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { deliveryDlq } from '../queues/deliveryDlq.ts';
import { allowSecret } from '../rules/allowSecret.ts';
import type { Alarms } from '../watch/alarms.ts';
import { queueFunction } from './queueFunction.ts';

export interface CallbacksProps {
  readonly profile: Profile;
  readonly code: Code;
  /** Of the clips that are told of. */
  readonly rendition: string;
  readonly api: ClipApi;
  readonly status: Topic;
  readonly alarms: Alarms;
}

const MEMORY_MB = 256;
const MAX_CONCURRENCY = 5;

/** Pauses double up to a quarter of an hour: an API that is down for an hour or two misses nothing. */
const RECEIVES = 12;

/** A request, and the same once more with a new secret, and what is around it. */
const timeoutOf = ({ timeoutSeconds }: ClipApi) => Duration.seconds(Math.ceil(2 * timeoutSeconds) + 15);

/**
 * Tells an API of each clip that came to an end. It hears of them as other subscribers of the status topic do, with a queue,
 * a DLQ and a function of its own: an API that does not answer takes nobody else's turn, and what others were told is
 * not told again.
 */
export class Callbacks extends Construct {
  constructor(scope: Construct, id: string, props: CallbacksProps) {
    super(scope, id);
    const { profile, rendition, api, status, alarms } = props;
    const name = `${rendition}-callback`;
    const { work, driven } = queueFunction(this, 'Callback', {
      ...{ profile, alarms, name, code: props.code },
      description: `Tells ${new URL(api.baseUrl).host} of ${rendition}`,
      memoryMb: MEMORY_MB,
      timeout: timeoutOf(api),
      maxConcurrency: MAX_CONCURRENCY,
      receives: RECEIVES,
      handler: queue => ({
        file: 'callback',
        environment: { API: api, RETRY_SECONDS: profile.retrySeconds, QUEUE_URL: queue.queueUrl },
      }),
      alarmTexts: {
        deadLetters: `The API did not take news of ${rendition}. Read the log of the ${name} function, mend the API or the preset's api, then move the messages back (StartMessageMoveTask).`,
        waiting: `News of ${rendition} waits for the API. Look whether it answers; clips themselves are not held up.`,
      },
    });
    const deadLetterQueue = deliveryDlq(this, 'SubscriptionDlq', {
      queueName: `${profile.prefix}-${name}-subscription-dlq`,
      days: profile.retention.dlqDays,
    });
    status.addSubscription(
      new SqsSubscription(work.queue, {
        rawMessageDelivery: true,
        filterPolicy: {
          rendition: new SubscriptionFilter([rendition]),
          state: new SubscriptionFilter([...TOLD_STATES]),
        },
        deadLetterQueue,
      }),
    );
    alarms.notEmpty(
      `${name}-subscription-dlq`,
      deadLetterQueue,
      `SNS could not deliver to ${profile.prefix}-${name}. Mend the queue or its policy, then move the messages to it (StartMessageMoveTask).`,
    );
    allowSecret(driven.role, api);
  }
}
