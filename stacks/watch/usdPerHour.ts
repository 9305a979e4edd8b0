import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricName } from '../../contract/metrics.ts';
import { handlerMetric } from './handlerMetric.ts';

/** Of each engine, under the name that the sum has for it. */
const USD: Record<string, MetricName> = {
  ffmpeg: 'usd-ffmpeg',
  segments: 'usd-segments',
  container: 'usd-container',
  managed: 'usd-mediaconvert',
};

/** What one rendition's attempts of an hour cost, all engines together. */
export function usdPerHour(prefix: string, rendition: string): MathExpression {
  const props = { prefix, rendition, period: Duration.hours(1) };
  // All metrics of one graph share a name space, in which dashes are minus signs.
  const name = rendition.replaceAll('-', '_');
  const engines = Object.entries(USD).map(([engine, metric]) => [`${engine}_${name}`, metric] as const);
  return new MathExpression({
    expression: engines.map(([id]) => `FILL(${id}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(engines.map(([id, metric]) => [id, handlerMetric(metric, props)])),
    period: props.period,
    label: rendition,
  });
}
