import { type IMetric, type IWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { METRICS_NAMESPACE } from '../../contract/metrics.ts';
import { PipelineFunction } from '../functions/pipelineFunction.ts';
import { graph, inOneRow, PERIOD } from './graphs.ts';
import { partsOf } from './partsOf.ts';

/** Every function that stands in `scope`. */
export function functionsRow(scope: Construct, prefix: string): IWidget[] {
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
      lambdas.map(lambda => coldStarts(prefix, lambda.functionName)),
    ),
  ]);
}

/** As Powertools names and dimensions it. */
function coldStarts(prefix: string, functionName: string): IMetric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName: 'ColdStart',
    dimensionsMap: { service: prefix, function_name: functionName },
    period: PERIOD,
    statistic: 'Sum',
  });
}
