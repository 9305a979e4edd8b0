import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface AlarmsProps {
  /** First part of each alarm's name. */
  readonly prefix: string;
  /** Who hears of them. */
  readonly topic: Topic;
}

/** Over which a metric is looked at. */
export const ALARM_PERIOD = Duration.minutes(5);

/** The stack's alarms, with those on what AWS itself measures. Each tells, in its description, what a person should do. */
export class Alarms extends Construct {
  /** First part of each alarm's name, and of the names of fanreel's own metrics. */
  readonly prefix: string;
  /** Who hears of them. */
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.prefix = props.prefix;
    this.topic = props.topic;
  }

  /** A dead-letter queue holds something. */
  notEmpty(name: string, queue: IQueue, todo: string): void {
    const metric = queue.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: 'max' });
    this.raise(`${name}-not-empty`, metric, 0, todo);
  }

  /** Work waits longer than a message may be out of sight, so it is neither done nor tried again. */
  waitsTooLong(name: string, queue: IQueue, limit: Duration, todo: string): void {
    const metric = queue.metricApproximateAgeOfOldestMessage({ period: ALARM_PERIOD, statistic: 'max' });
    this.raise(`${name}-waits-too-long`, metric, limit.toSeconds(), todo);
  }

  /** A function ended by itself or by Lambda's hand; a job that fails in an orderly way is no error here. */
  errors(name: string, fn: IFunction): void {
    this.raise(
      `${name}-errors`,
      fn.metricErrors({ period: ALARM_PERIOD }),
      0,
      `Function ${name} broke off (crash, out of memory, out of time). Read its log group; the message comes back by itself.`,
    );
  }

  /** Throttled invocations use up a message's receives. */
  throttles(name: string, fn: IFunction): void {
    this.raise(
      `${name}-throttles`,
      fn.metricThrottles({ period: ALARM_PERIOD }),
      0,
      `Function ${name} is throttled, which uses up its messages' receives. Lower maxConcurrency in the profile or raise the account's Lambda concurrency.`,
    );
  }

  /** The topic could not hand a message to a subscriber. */
  deliveriesFail(name: string, topic: ITopic, todo: string): void {
    const metric = topic.metricNumberOfNotificationsFailed({ period: ALARM_PERIOD, statistic: 'sum' });
    this.raise(`${name}-deliveries-fail`, metric, 0, todo);
  }

  /** Raises an alarm while `metric` is above a threshold. */
  raise(
    id: string,
    metric: IMetric,
    above: number,
    alarmDescription: string,
    treatMissingData = TreatMissingData.NOT_BREACHING,
  ): void {
    const alarm = new Alarm(this, id, {
      alarmName: `${this.prefix}-${id}`,
      alarmDescription,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
