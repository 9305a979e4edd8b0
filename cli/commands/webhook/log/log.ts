import type { Delivery } from '../../../../contract/webhooks/delivery.ts';
import type { ConnectionOptions } from '../../../aws/connection.ts';
import type { OpenWebhooks } from '../../../operator/openWebhooks.ts';
import { print } from '../../../terminal/print.ts';
import { PrintedList } from '../../../terminal/printedList.ts';
import { webhookNamed, withWebhooks } from '../withWebhooks.ts';
import { chosenDeliveries, collected } from './chosenDeliveries.ts';
import { deliveryLines } from './deliveryLines.ts';

export interface LogOptions extends ConnectionOptions {
  failed?: boolean;
  /** Seconds. */
  since?: number;
  limit: number;
  tries?: boolean;
  json?: boolean;
}

/** `fanreel webhook log`: what one or all were told, the newest first, with what came of each request. */
export async function log(name: string | undefined, options: LogOptions): Promise<void> {
  await withWebhooks(options, async open => {
    const ids = await idsOf(name, open);
    const chosen = chosenDeliveries(ids, open.log, {
      ...{ since: options.since, limit: options.limit },
      wanted: delivery => !options.failed || isTrouble(delivery),
    });
    if (options.json) return printJson(chosen);
    const lines = deliveryLines(await collected(chosen), {
      withTries: options.tries ?? false,
      ofOne: name !== undefined,
    });
    for (const line of lines) print(line);
  });
}

async function idsOf(name: string | undefined, open: OpenWebhooks): Promise<string[]> {
  if (name === undefined) return (await open.added.all()).map(({ id }) => id);
  // Of one that was removed the log is still there.
  return /^wh_[0-9a-f]+$/.test(name) ? [name] : [(await webhookNamed(name, open)).id];
}

/** What was not delivered, or not yet and was tried. */
export function isTrouble({ state, tries }: Delivery): boolean {
  return state === 'failed' || state === 'dropped' || (state === 'waiting' && tries.length > 0);
}

async function printJson(deliveries: AsyncIterable<Delivery>): Promise<void> {
  const list = new PrintedList('deliveries');
  let count = 0;
  for await (const delivery of deliveries) {
    list.add(delivery);
    count += 1;
  }
  list.end({ count });
}
