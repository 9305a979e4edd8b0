import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Alarms } from '../watch/alarms.ts';
import { handlerMetric } from '../watch/handlerMetric.ts';

/** A worker is there within two minutes as a rule: after so long one that never came has a reason. */
const PATIENCE = Duration.minutes(15);

/** Messages wait, and no worker has taken one. */
export function noWorkers(alarms: Alarms, rendition: string, queue: IQueue): void {
  const { prefix } = alarms;
  const stuck = new MathExpression({
    expression: 'IF(waiting > 0 AND FILL(busy, 0) < 1, waiting, 0)',
    usingMetrics: {
      waiting: queue.metricApproximateNumberOfMessagesVisible({ period: PATIENCE, statistic: 'Minimum' }),
      busy: handlerMetric('busy-workers', { prefix, rendition, period: PATIENCE }),
    },
    period: PATIENCE,
    label: 'messages that wait, and no worker comes',
  });
  const service = `${prefix}-${rendition}`;
  alarms.raise(
    `${rendition}-no-workers`,
    stuck,
    0,
    `Messages of ${rendition} wait and no worker takes them. See why tasks do not start in the events of the service (aws ecs describe-services --cluster ${prefix} --services ${service}) and in its log group; mend that, and the messages are taken by themselves.`,
  );
}
