import type { Synthesized } from './synthesize.ts';

export interface WatchedMetric {
  readonly namespace: string;
  readonly name: string;
  /** `name=value`, sorted. */
  readonly dimensions: string[];
}

interface AlarmMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: { Name: string; Value: unknown }[];
}

interface Widget {
  readonly type: string;
  readonly properties: { title?: string; markdown?: string; metrics?: unknown[][] };
}

/** Every metric that an alarm watches, by itself or within an expression. */
export function metricsOfAlarms(stack: Synthesized): WatchedMetric[] {
  return stack
    .all('AWS::CloudWatch::Alarm')
    .flatMap(([, { Properties }]) => [
      ...(Properties.MetricName ? [Properties as unknown as AlarmMetric] : []),
      ...((Properties.Metrics ?? []) as { MetricStat?: { Metric: AlarmMetric } }[]).flatMap(
        ({ MetricStat }) => MetricStat?.Metric ?? [],
      ),
    ])
    .map(({ Namespace, MetricName, Dimensions = [] }) => ({
      namespace: Namespace,
      name: MetricName,
      dimensions: Dimensions.map(({ Name, Value }) => `${Name}=${stack.text(Value)}`).sort(),
    }));
}

export function dashboardWidgets(stack: Synthesized): Widget[] {
  const [[, page] = []] = stack.all('AWS::CloudWatch::Dashboard');
  return (JSON.parse(stack.text(page?.Properties.DashboardBody)) as { widgets: Widget[] }).widgets;
}

/** Every metric of every graph, also within expressions. */
export function metricsOfDashboard(stack: Synthesized): WatchedMetric[] {
  return dashboardWidgets(stack)
    .flatMap(({ properties }) => properties.metrics ?? [])
    .filter(([first]) => typeof first === 'string') // an expression begins with an object
    .map(metric => {
      const [namespace, name, ...pairs] = metric.filter(part => typeof part === 'string') as string[];
      const dimensions = pairs.flatMap((part, index) =>
        index % 2 === 0 ? [`${part}=${pairs[index + 1]}`] : [],
      );
      return { namespace: namespace ?? '', name: name ?? '', dimensions: dimensions.sort() };
    });
}
