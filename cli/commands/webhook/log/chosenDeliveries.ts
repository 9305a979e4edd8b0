import type { Delivery } from '../../../../contract/webhooks/delivery.ts';
import type { DeliveryLog } from '../../../../handlers/aws/webhooks/deliveryLog.ts';

export interface Choice {
  /** Not older than so many seconds. */
  since?: number | undefined;
  /** So many at most. */
  limit: number;
  wanted(delivery: Delivery): boolean;
}

/** Deliveries of several webhooks, the newest first; of each no more is read than is asked for. */
export async function* chosenDeliveries(
  ids: string[],
  log: Pick<DeliveryLog, 'newestFirst'>,
  { since = Number.POSITIVE_INFINITY, limit, wanted }: Choice,
): AsyncIterable<Delivery> {
  const from = Date.now() - since * 1_000;
  let left = limit;
  for await (const delivery of newestOf(ids.map(id => log.newestFirst(id)))) {
    if (left === 0 || Date.parse(delivery.createdAt) < from) return;
    if (!wanted(delivery)) continue;
    left -= 1;
    yield delivery;
  }
}

/** All of them, where they are few enough for the memory. */
export async function collected(deliveries: AsyncIterable<Delivery>): Promise<Delivery[]> {
  const all: Delivery[] = [];
  for await (const delivery of deliveries) all.push(delivery);
  return all;
}

/** One list out of several that are in order. */
async function* newestOf(lists: AsyncIterable<Delivery>[]): AsyncIterable<Delivery> {
  const heads = await Promise.all(
    lists.map(async list => {
      const rest = list[Symbol.asyncIterator]();
      return { rest, next: await rest.next() };
    }),
  );
  for (;;) {
    const open = heads.filter(({ next }) => !next.done);
    const newest = open.reduce<(typeof open)[number] | undefined>(
      (best, head) => (best && best.next.value.createdAt >= head.next.value.createdAt ? best : head),
      undefined,
    );
    if (!newest) return;
    yield newest.next.value;
    newest.next = await newest.rest.next();
  }
}
