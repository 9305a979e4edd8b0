import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IMetric, type IWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** Of each point on the page. */
export const PERIOD = Duration.minutes(5);

/** CloudWatch's grid. */
const ROW_WIDTH = 24;
const HEIGHT = 6;

export interface Graph {
  readonly title: string;
  readonly left: IMetric[];
  /** With an axis of its own. */
  readonly right: IMetric[];
}

/** What a row is headed by. */
export function heading(text: string): IWidget {
  return new TextWidget({ markdown: `## ${text}`, width: ROW_WIDTH, height: 1 });
}

export function graph(title: string, left: IMetric[], right: IMetric[] = []): Graph {
  return { title, left, right };
}

/** Graphs beside each other, of the same width. */
export function inOneRow(graphs: Graph[]): IWidget[] {
  const width = Math.floor(ROW_WIDTH / graphs.length);
  return graphs.map(one => new GraphWidget({ ...one, width, height: HEIGHT }));
}

/** How long the oldest message has waited, seconds. */
export function oldest(queue: IQueue, label: string): IMetric {
  return queue.metricApproximateAgeOfOldestMessage({ period: PERIOD, statistic: 'Maximum', label });
}

/** Messages that wait. */
export function waiting(queue: IQueue, label: string): IMetric {
  return queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: 'Maximum', label });
}

/** Messages that are out of sight while a function works on them. */
export function atWork(queue: IQueue, label: string): IMetric {
  return queue.metricApproximateNumberOfMessagesNotVisible({ period: PERIOD, statistic: 'Maximum', label });
}
