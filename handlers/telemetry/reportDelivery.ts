import type { MetricName } from '../../contract/metrics.ts';
import type { DeliveryRequest } from '../../contract/webhooks/deliveryRequest.ts';
import type { Delivered } from '../../pipeline/webhooks/deliver.ts';
import { logger } from './logging.ts';
import { emit } from './metrics.ts';

/** Writes what became of one receive of a delivery into the log and the metrics. */
export function reportDelivery(
  delivered: Delivered,
  { deliveryMessageId, ...request }: DeliveryRequest & { deliveryMessageId: string },
): void {
  const metric = metricOf(delivered);
  if (metric) emit([{ metric, value: 1 }]);
  logger.info(saidOf(delivered), { deliveryMessageId, ...request, ...delivered });
}

/** Null of what was not tried. */
function metricOf(delivered: Delivered): MetricName | null {
  if (!delivered.answer) return null;
  if (!('done' in delivered)) return 'webhooks-not-taken';
  return delivered.done === 'delivered' ? 'webhooks-delivered' : 'webhooks-disabled';
}

function saidOf(delivered: Delivered): string {
  if ('again' in delivered) return delivered.answer ? 'It was not taken.' : 'It waits: the webhook is down.';
  if ('handedOn' in delivered) return 'It is told where slow webhooks are.';
  return 'failed' in delivered ? 'It was given up.' : 'It is done.';
}
