import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { MetricName } from '../../contract/metrics.ts';
import { handlerMetric } from './handlerMetric.ts';
import { usdPerHour } from './usdPerHour.ts';

export interface AlarmsProps {
  /** First part of each alarm's name. */
  readonly prefix: string;
  /** Who hears of them. */
  readonly topic: Topic;
}

const PERIOD = Duration.minutes(5);
/** A single hiccup is what retries are for: so many, and more than so many of all attempts, are a disturbance. */
const DISTURBANCE = { period: Duration.minutes(15), least: 5, percent: 50 };

/** The stack's alarms. Each tells, in its description, what a person should do. */
export class Alarms extends Construct {
  readonly #props: AlarmsProps;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.#props = props;
  }

  /** A dead-letter queue holds something. */
  notEmpty(name: string, queue: IQueue, todo: string): void {
    const metric = queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: 'max' });
    this.#raise(`${name}-not-empty`, metric, 0, todo);
  }

  /** Work waits longer than a message may be out of sight, so it is neither done nor tried again. */
  waitsTooLong(name: string, queue: IQueue, limit: Duration, todo: string): void {
    const metric = queue.metricApproximateAgeOfOldestMessage({ period: PERIOD, statistic: 'max' });
    this.#raise(`${name}-waits-too-long`, metric, limit.toSeconds(), todo);
  }

  /** A function ended by itself or by Lambda's hand; a job that fails in an orderly way is no error here. */
  errors(name: string, fn: IFunction): void {
    this.#raise(
      `${name}-errors`,
      fn.metricErrors({ period: PERIOD }),
      0,
      `Function ${name} broke off (crash, out of memory, out of time). Read its log group; the message comes back by itself.`,
    );
  }

  /** Throttled invocations use up a message's receives. */
  throttles(name: string, fn: IFunction): void {
    this.#raise(
      `${name}-throttles`,
      fn.metricThrottles({ period: PERIOD }),
      0,
      `Function ${name} is throttled, which uses up its messages' receives. Lower maxConcurrency in the profile or raise the account's Lambda concurrency.`,
    );
  }

  /** The topic could not hand a message to a subscriber. */
  deliveriesFail(name: string, topic: ITopic, todo: string): void {
    const metric = topic.metricNumberOfNotificationsFailed({ period: PERIOD, statistic: 'sum' });
    this.#raise(`${name}-deliveries-fail`, metric, 0, todo);
  }

  /** A failure that every upload is going to meet. */
  presetFails(rendition: string): void {
    this.#raise(
      `${rendition}-preset-fails`,
      this.#own('failures-preset', PERIOD, rendition),
      0,
      `The preset ${rendition}, or the code, cannot make what came in. Read the reason with "fanreel status", mend the preset or the code, deploy, then "fanreel redrive ${rendition}".`,
    );
  }

  /** Most of what is tried fails by what should pass. */
  disturbed(rendition: string): void {
    const { period, least, percent } = DISTURBANCE;
    const share = new MathExpression({
      expression: `IF(FILL(t, 0) >= ${least}, 100 * t / (t + FILL(c, 0) + FILL(s, 0)), 0)`,
      usingMetrics: {
        t: this.#own('failures-transient', period, rendition),
        c: this.#own('jobs-complete', period, rendition),
        s: this.#own('jobs-submitted', period, rendition),
      },
      period,
      label: 'transient failures, percent of attempts',
    });
    this.#raise(
      `${rendition}-disturbed`,
      share,
      percent,
      `Most attempts of ${rendition} fail by what should pass. Read the commonest failure code in the function's log and AWS's health page; retries go on by themselves, and "fanreel redrive ${rendition}" takes up what reached the DLQ meanwhile.`,
    );
  }

  /** Money goes faster than the profile expects. */
  costsOver(rendition: string, usd: number): void {
    this.#raise(
      `${rendition}-costs`,
      usdPerHour(this.#props.prefix, rendition),
      usd,
      `${rendition} costs more than ${usd} USD an hour. See with "fanreel status" whether uploads, retries or long videos for MediaConvert are the cause; lower maxConcurrency in the profile to slow it down, or raise alarmUsdPerHour if it is wanted.`,
    );
  }

  /** Sources of which nothing is heard any more. */
  overdue(rendition: string): void {
    this.#raise(
      `${rendition}-overdue`,
      this.#own('overdue', PERIOD, rendition, 'Maximum'),
      0,
      `Uploads wait for ${rendition} without news for longer than overdueMinutes. List them with "fanreel reconcile", which asks again for what is missing; if they come back, look at the queue's age and the function's errors.`,
      TreatMissingData.IGNORE, // between two sweeps nothing has changed
    );
  }

  /** MediaConvert speaks another language than the code. */
  eventsUnread(): void {
    this.#raise(
      'job-state-events-unread',
      this.#own('managed-events-unread', PERIOD),
      0,
      'Events of MediaConvert came in a form that the code does not know, so their jobs stay "submitted". Read the log of the job-state function, mend the code, deploy; then "fanreel reconcile" ends the jobs.',
    );
  }

  #own(name: MetricName, period: Duration, rendition?: string, statistic?: string): IMetric {
    return handlerMetric(name, { prefix: this.#props.prefix, rendition, period, statistic });
  }

  #raise(
    id: string,
    metric: IMetric,
    above: number,
    alarmDescription: string,
    treatMissingData = TreatMissingData.NOT_BREACHING,
  ): void {
    const alarm = new Alarm(this, id, {
      alarmName: `${this.#props.prefix}-${id}`,
      alarmDescription,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData,
    });
    alarm.addAlarmAction(new SnsAction(this.#props.topic));
  }
}
