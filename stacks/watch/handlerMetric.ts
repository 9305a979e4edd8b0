import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS, METRICS_NAMESPACE, type MetricName } from '../../contract/metrics.ts';

export interface HandlerMetricProps {
  /** The deployment, which is the `service` dimension. */
  readonly prefix: string;
  /** For the metrics that a rendition has of its own. */
  readonly rendition?: string;
  readonly period: Duration;
  /** Default: the sum. */
  readonly statistic?: string;
  readonly label?: string;
}

/** A metric that the functions emit. @throws where it needs a rendition and there is none. */
export function handlerMetric(
  metricName: MetricName,
  { prefix, rendition, period, statistic = 'Sum', label }: HandlerMetricProps,
): Metric {
  const values = { service: prefix, rendition };
  const dimensionsMap = Object.fromEntries(
    METRICS[metricName].dimensions.map(dimension => [dimension, values[dimension] ?? missing(metricName)]),
  );
  return new Metric({ namespace: METRICS_NAMESPACE, metricName, dimensionsMap, period, statistic, label });
}

function missing(metricName: MetricName): never {
  throw new Error(`The metric ${metricName} is one of a rendition: name it.`);
}
