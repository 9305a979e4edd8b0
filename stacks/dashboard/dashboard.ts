import { Duration } from 'aws-cdk-lib';
import {
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { METRICS_NAMESPACE, type MetricName } from '../../contract/metrics.ts';
import { PipelineFunction } from '../functions/pipelineFunction.ts';
import type { Rendition } from '../functions/rendition.ts';
import { WorkQueue } from '../queues/workQueue.ts';
import { handlerMetric } from '../watch/handlerMetric.ts';
import { usdPerHour } from '../watch/usdPerHour.ts';

export interface DashboardProps {
  readonly prefix: string;
  readonly renditions: readonly Rendition[];
  readonly topics: readonly Topic[];
  readonly mediaConvertQueueArn: string;
}

const PERIOD = Duration.minutes(5);
/** CloudWatch's grid. */
const ROW_WIDTH = 24;
const HEIGHT = 6;

/**
 * One page for an operator: what the whole deployment does, then a row for each rendition. It finds the functions and
 * their queues in the scope that it stands in, so it is made last.
 */
export class Dashboard extends Construct {
  readonly #prefix: string;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    this.#prefix = props.prefix;
    const page = new CloudWatchDashboard(this, 'Page', { dashboardName: props.prefix });
    page.addWidgets(heading('All renditions'));
    page.addWidgets(...this.#overall(scope, props));
    page.addWidgets(...this.#functions(scope));
    for (const rendition of props.renditions) {
      page.addWidgets(heading(rendition.name));
      page.addWidgets(...this.#row(rendition));
    }
  }

  #overall(scope: Construct, { renditions, topics, mediaConvertQueueArn }: DashboardProps): IWidget[] {
    const works = partsOf(scope, WorkQueue);
    const dlqs = partsOf(scope, Queue).filter(queue => !works.some(work => work.queue === queue));
    return inOneRow([
      graph(
        'Overdue sources',
        renditions.map(({ name }) =>
          this.#metric('overdue', { rendition: name, statistic: 'Maximum', label: name }),
        ),
      ),
      graph(
        'USD an hour',
        renditions.map(({ name }) => usdPerHour(this.#prefix, name)),
      ),
      graph(
        'Oldest message, seconds',
        works.map(({ queue }) =>
          queue.metricApproximateAgeOfOldestMessage({
            period: PERIOD,
            statistic: 'Maximum',
            label: queue.node.path,
          }),
        ),
      ),
      graph(
        'Dead letters',
        dlqs.map(dlq =>
          dlq.metricApproximateNumberOfMessagesVisible({
            period: PERIOD,
            statistic: 'Maximum',
            label: dlq.node.path,
          }),
        ),
      ),
      graph(
        'SNS deliveries failed',
        topics.map(topic => topic.metricNumberOfNotificationsFailed({ period: PERIOD, statistic: 'Sum' })),
      ),
      graph('MediaConvert', [
        ...['JobsErroredCount', 'JobsCompletedCount'].map(name =>
          mediaConvertMetric(name, mediaConvertQueueArn),
        ),
        this.#metric('managed-events-failed', { label: 'events failed' }),
        this.#metric('managed-events-unread', { label: 'events unread' }),
      ]),
    ]);
  }

  #functions(scope: Construct): IWidget[] {
    const lambdas = partsOf(scope, PipelineFunction).map(({ lambda }) => lambda);
    return inOneRow([
      graph(
        'Function errors',
        lambdas.map(lambda => lambda.metricErrors({ period: PERIOD })),
      ),
      graph(
        'Function throttles',
        lambdas.map(lambda => lambda.metricThrottles({ period: PERIOD })),
      ),
      graph(
        'Function duration p95, ms',
        lambdas.map(lambda => lambda.metricDuration({ period: PERIOD, statistic: 'p95' })),
      ),
      graph(
        'Cold starts',
        lambdas.map(lambda => coldStarts(this.#prefix, lambda.functionName)),
      ),
    ]);
  }

  #row({ name, work }: Rendition): IWidget[] {
    const of = (metric: MetricName, label: string, statistic?: string) =>
      this.#metric(metric, { rendition: name, label, statistic });
    return inOneRow([
      graph(
        'Queue: age in seconds, messages',
        [
          work.queue.metricApproximateAgeOfOldestMessage({
            period: PERIOD,
            statistic: 'Maximum',
            label: 'oldest',
          }),
        ],
        [
          work.queue.metricApproximateNumberOfMessagesVisible({
            period: PERIOD,
            statistic: 'Maximum',
            label: 'waiting',
          }),
          work.queue.metricApproximateNumberOfMessagesNotVisible({
            period: PERIOD,
            statistic: 'Maximum',
            label: 'at work',
          }),
          work.dlq.metricApproximateNumberOfMessagesVisible({
            period: PERIOD,
            statistic: 'Maximum',
            label: 'DLQ',
          }),
        ],
      ),
      graph('Jobs', [
        of('jobs-complete', 'complete'),
        of('jobs-submitted', 'submitted'),
        of('jobs-already-complete', 'already complete'),
        of('jobs-already-submitted', 'already submitted'),
        of('jobs-superseded', 'superseded'),
      ]),
      graph('Failures', [
        of('failures-transient', 'transient'),
        of('failures-input', 'input'),
        of('failures-preset', 'preset'),
        of('lost-attempts', 'lost'),
      ]),
      graph(
        'Engine: attempts, seconds billed',
        [of('engine-ffmpeg', 'ffmpeg'), of('engine-mediaconvert', 'MediaConvert')],
        [of('billed-seconds-ffmpeg', 'ffmpeg s'), of('billed-seconds-mediaconvert', 'MediaConvert s')],
      ),
      graph('USD an hour', [usdPerHour(this.#prefix, name)]),
      graph('Queue to output, seconds', [
        of('latency-seconds', 'p50', 'p50'),
        of('latency-seconds', 'p95', 'p95'),
        of('encode-seconds', 'encode p50', 'p50'),
      ]),
    ]);
  }

  #metric(name: MetricName, more: { rendition?: string; statistic?: string; label: string }): Metric {
    return handlerMetric(name, { prefix: this.#prefix, period: PERIOD, ...more });
  }
}

function heading(text: string): IWidget {
  return new TextWidget({ markdown: `## ${text}`, width: ROW_WIDTH, height: 1 });
}

function graph(title: string, left: IMetric[], right: IMetric[] = []): Omit<GraphProps, 'width'> {
  return { title, left, right };
}

interface GraphProps {
  readonly title: string;
  readonly left: IMetric[];
  readonly right: IMetric[];
  readonly width: number;
}

function inOneRow(graphs: Omit<GraphProps, 'width'>[]): IWidget[] {
  const width = Math.floor(ROW_WIDTH / graphs.length);
  return graphs.map(one => new GraphWidget({ ...one, width, height: HEIGHT }));
}

/** As Powertools names and dimensions it. */
function coldStarts(prefix: string, functionName: string): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName: 'ColdStart',
    dimensionsMap: { service: prefix, function_name: functionName },
    period: PERIOD,
    statistic: 'Sum',
  });
}

function mediaConvertMetric(metricName: string, queueArn: string): Metric {
  const dimensionsMap = { Queue: queueArn };
  return new Metric({
    namespace: 'AWS/MediaConvert',
    metricName,
    dimensionsMap,
    period: PERIOD,
    statistic: 'Sum',
  });
}

function partsOf<T extends Construct>(scope: Construct, kind: new (...args: never[]) => T): T[] {
  return scope.node.findAll().filter((part): part is T => part instanceof kind);
}
