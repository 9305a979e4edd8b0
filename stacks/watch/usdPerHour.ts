import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { handlerMetric } from './handlerMetric.ts';

/** What one rendition's attempts of an hour cost, both engines together. */
export function usdPerHour(prefix: string, rendition: string): MathExpression {
  const props = { prefix, rendition, period: Duration.hours(1) };
  // All metrics of one graph share a name space, in which dashes are minus signs.
  const name = rendition.replaceAll('-', '_');
  return new MathExpression({
    expression: `FILL(ffmpeg_${name}, 0) + FILL(managed_${name}, 0)`,
    usingMetrics: {
      [`ffmpeg_${name}`]: handlerMetric('usd-ffmpeg', props),
      [`managed_${name}`]: handlerMetric('usd-mediaconvert', props),
    },
    period: props.period,
    label: rendition,
  });
}
