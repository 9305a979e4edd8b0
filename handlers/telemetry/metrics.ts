import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { METRICS, METRICS_NAMESPACE, type Reading } from '../../contract/metrics.ts';

/** What readings are of. All but the rendition is only written beside them, so that a search of the logs finds them. */
export interface Subject {
  rendition?: string;
  jobId?: string;
  source?: { bucket: string; key: string; version?: string };
  messageId?: string;
}

/** POWERTOOLS_SERVICE_NAME, the deployment's prefix, is a dimension of each. */
const metrics = new Metrics({ namespace: METRICS_NAMESPACE });

/**
 * Writes metrics in CloudWatch's embedded format: one line of the function's log for each set of dimensions. The only
 * way by which a function emits its own.
 */
export function emit(readings: Reading[], { rendition, ...beside }: Subject = {}): void {
  const ofRendition = readings.filter(({ metric }) => METRICS[metric].dimensions.includes('rendition'));
  const ofDeployment = readings.filter(reading => !ofRendition.includes(reading));
  if (ofRendition.length > 0 && rendition) {
    metrics.addDimension('rendition', rendition);
    publish(ofRendition, beside);
  }
  if (ofDeployment.length > 0) publish(ofDeployment, { ...beside, ...(rendition && { rendition }) });
}

/** Counts a function's first invocation, as `ColdStart` by `function_name`. */
export function emitColdStart(functionName: string): void {
  metrics.captureColdStartMetric(functionName);
}

function publish(readings: Reading[], beside: Subject): void {
  for (const { metric, value } of readings)
    metrics.addMetric(metric, MetricUnit[METRICS[metric].unit], value);
  for (const [name, value] of Object.entries(beside)) {
    // Written as JSON whatever it is; Powertools types it too narrowly.
    if (value !== undefined) metrics.addMetadata(name, value as string);
  }
  metrics.publishStoredMetrics();
}
