import { Duration } from 'aws-cdk-lib';
import type { IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricName } from '../../contract/metrics.ts';
import type { RenditionBranch } from '../functions/renditionBranch.ts';
import { handlerMetric } from '../watch/handlerMetric.ts';
import { usdPerHour } from '../watch/usdPerHour.ts';
import { atWork, graph, inOneRow, oldest, PERIOD, waiting } from './graphs.ts';

/** One rendition, from its queue to what it costs. */
export function renditionRow(branch: RenditionBranch, prefix: string): IWidget[] {
  const { name, preset, work, long, isDriven } = branch;
  const of = (metric: MetricName, label: string, statistic?: string): IMetric =>
    handlerMetric(metric, { prefix, period: PERIOD, rendition: name, label, statistic });
  // A worker says it once a minute, so that only a minute's sum is how many there are.
  const busy = () =>
    handlerMetric('busy-workers', {
      prefix,
      period: Duration.minutes(1),
      rendition: name,
      label: 'workers busy',
    });
  return inOneRow([
    graph(
      'Queue: age in seconds, messages',
      [oldest(work.queue, 'oldest')],
      [waiting(work.queue, 'waiting'), atWork(work.queue, 'at work'), waiting(work.dlq, 'DLQ')],
    ),
    ...(long || !isDriven
      ? [graph('Containers', [...(long ? [waiting(long, 'long jobs waiting')] : []), busy()])]
      : []),
    graph('Jobs', [
      of('jobs-complete', 'complete'),
      of('jobs-submitted', 'submitted'),
      of('jobs-already-complete', 'already complete'),
      of('jobs-already-submitted', 'already submitted'),
      of('jobs-superseded', 'superseded'),
      of('jobs-held', 'held'),
      ...(preset.kind === 'clip'
        ? [
            of('jobs-pending', 'looks in vain'),
            of('jobs-not-available', 'not available'),
            of('jobs-out-of-range', 'out of range'),
          ]
        : []),
    ]),
    graph('Failures', [
      of('failures-transient', 'transient'),
      of('failures-input', 'input'),
      of('failures-preset', 'preset'),
      of('lost-attempts', 'lost'),
    ]),
    graph(
      'Engine: attempts, seconds billed',
      [
        of('engine-ffmpeg', 'ffmpeg'),
        of('engine-segments', 'in pieces'),
        of('engine-container', 'in containers'),
        of('engine-mediaconvert', 'MediaConvert'),
      ],
      [
        of('billed-seconds-ffmpeg', 'ffmpeg s'),
        of('billed-seconds-segments', 'in pieces s'),
        of('billed-seconds-container', 'in containers s'),
        of('billed-seconds-mediaconvert', 'MediaConvert s'),
      ],
    ),
    graph('USD an hour', [usdPerHour(prefix, name)]),
    graph('Queue to output, seconds', [
      of('latency-seconds', 'p50', 'p50'),
      of('latency-seconds', 'p95', 'p95'),
      of('encode-seconds', 'encode p50', 'p50'),
    ]),
  ]);
}
