import { type IMetric, type IWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { RenditionBranch } from '../functions/renditionBranch.ts';
import { WorkQueue } from '../queues/workQueue.ts';
import { handlerMetric } from '../watch/handlerMetric.ts';
import { usdPerHour } from '../watch/usdPerHour.ts';
import { graph, inOneRow, oldest, PERIOD, waiting } from './graphs.ts';
import { partsOf } from './partsOf.ts';

export interface OverallProps {
  readonly prefix: string;
  readonly renditions: readonly RenditionBranch[];
  readonly topics: readonly Topic[];
  readonly mediaConvertQueueArn: string;
  /** Whether there are webhooks. */
  readonly webhooks: boolean;
}

/** What all renditions do together, and every queue that stands in `scope`. */
export function overallRow(
  scope: Construct,
  { prefix, renditions, topics, mediaConvertQueueArn, webhooks }: OverallProps,
): IWidget[] {
  const works = partsOf(scope, WorkQueue);
  const dlqs = partsOf(scope, Queue).filter(queue => !works.some(work => work.queue === queue));
  const own = { prefix, period: PERIOD };
  return inOneRow([
    graph(
      'Overdue sources',
      renditions.map(({ name }) =>
        handlerMetric('overdue', { ...own, rendition: name, statistic: 'Maximum', label: name }),
      ),
    ),
    graph(
      'USD an hour',
      renditions.map(({ name }) => usdPerHour(prefix, name)),
    ),
    graph(
      'Oldest message, seconds',
      works.map(({ queue }) => oldest(queue, queue.node.path)),
    ),
    graph(
      'Dead letters',
      dlqs.map(dlq => waiting(dlq, dlq.node.path)),
    ),
    graph(
      'SNS deliveries failed',
      topics.map(topic => topic.metricNumberOfNotificationsFailed({ period: PERIOD, statistic: 'Sum' })),
    ),
    graph('MediaConvert', [
      mediaConvertMetric('JobsErroredCount', mediaConvertQueueArn),
      mediaConvertMetric('JobsCompletedCount', mediaConvertQueueArn),
      handlerMetric('managed-events-failed', { ...own, label: 'events failed' }),
      handlerMetric('managed-events-unread', { ...own, label: 'events unread' }),
    ]),
    ...(webhooks
      ? [
          graph('Webhooks', [
            handlerMetric('webhooks-delivered', { ...own, label: 'delivered' }),
            handlerMetric('webhooks-not-taken', { ...own, label: 'not taken' }),
            handlerMetric('webhooks-disabled', { ...own, label: 'disabled' }),
          ]),
        ]
      : []),
  ]);
}

function mediaConvertMetric(metricName: string, queueArn: string): IMetric {
  return new Metric({
    namespace: 'AWS/MediaConvert',
    metricName,
    dimensionsMap: { Queue: queueArn },
    period: PERIOD,
    statistic: 'Sum',
  });
}
