import type { Told } from '../../contract/messages/event.ts';
import { aboutOf, eventIdOf } from '../../contract/webhooks/delivery.ts';
import { newsOf } from '../../contract/webhooks/payload.ts';
import { hearsOf, type Webhook } from '../../contract/webhooks/webhook.ts';
import type { Deliveries, DeliveryRequests, NewDelivery } from './ports.ts';

export interface AnnouncePorts {
  deliveries: Pick<Deliveries, 'record'>;
  requests: DeliveryRequests;
}

/** Has every webhook told of an event that is to hear of it. Returns their ids. */
export async function announce(
  told: Told,
  body: string,
  webhooks: Webhook[],
  ports: AnnouncePorts,
): Promise<string[]> {
  const listening = webhooks.filter(webhook => hearsOf(webhook, told)).map(({ id }) => id);
  const event = { eventId: eventIdOf(told, body), news: newsOf(told), about: aboutOf(told) };
  await Promise.all(listening.map(webhook => askFor({ webhook, ...event }, ports)));
  return listening;
}

/** Has one delivered. Where it was asked for already, and nothing came of it yet, the message may have been lost: then anew. */
export async function askFor(asked: NewDelivery, { deliveries, requests }: AnnouncePorts): Promise<string> {
  const { delivery, isNew } = await deliveries.record(asked);
  const { webhook, id, round, state, tries } = delivery;
  const isOpen = state === 'waiting' && tries.length === 0;
  if (isNew || isOpen) await requests.send({ webhook, delivery: id, round });
  return id;
}
