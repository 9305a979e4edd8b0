import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { isOfSource, type Told } from '../messages/event.ts';
import type { EventKind } from './eventKinds.ts';
import { addedKey, WEBHOOKS_KEY } from './webhooksTable.ts';

/** A hundred are read for each event; more are other systems' work. */
export const MAX_WEBHOOKS = 100;

const webhookSchema = z.object({
  id: z.string(),
  url: z.string(),
  createdAt: z.string(),
  /** When its secret was last changed: whoever keeps it has an older one. */
  secretAt: z.string(),
  /** Of which kinds of event it hears; absent: of all, as the next three. */
  events: z.array(z.string()).optional(),
  states: z.array(z.string()).optional(),
  renditions: z.array(z.string()).optional(),
  /** Of the source's key. */
  prefix: z.string().optional(),
  /** It hears of uploads only that name it in their wishes. */
  namedOnly: z.boolean().optional(),
  /** It is told nothing any more, since when and why. */
  disabled: z.object({ at: z.string(), why: z.string() }).optional(),
});

/** Whom to tell of what, by HTTP. */
export type Webhook = z.infer<typeof webhookSchema>;

/** An id that nobody has had, and that a shell and a secret's name take. */
export function newWebhookId(): string {
  return `wh_${randomBytes(8).toString('hex')}`;
}

/** Its item, as it is stored. */
export function writeWebhook(webhook: Webhook): Record<string, unknown> {
  return { ...addedKey(webhook.id), ...webhook };
}

/** Reads such an item. @throws {z.ZodError} for another one. */
export function readWebhook(item: Record<string, unknown>): Webhook {
  return webhookSchema.parse({ ...item, id: item[WEBHOOKS_KEY.sort] });
}

/** Whether it is called so: by its id, or its URL however that is written. */
export function isCalled({ id, url }: Pick<Webhook, 'id' | 'url'>, name: string): boolean {
  return name === id || URL.parse(name)?.href === url;
}

/** Whether it is to hear of an event. Uploads that name it in their wishes it hears of whatever else it hears of. */
export function hearsOf(webhook: Webhook, told: Told): boolean {
  if (webhook.disabled) return false;
  const named = told.wishes?.webhook;
  if (named !== undefined && isCalled(webhook, named)) return true;
  const { namedOnly = false, events, states, renditions, prefix } = webhook;
  if (namedOnly) return false;
  const kind: EventKind = isOfSource(told) ? 'source' : 'status';
  if (events && !events.includes(kind)) return false;
  if (states && !states.includes(told.state)) return false;
  if (prefix !== undefined && !told.source?.key.startsWith(prefix)) return false;
  return !renditions || isOfSource(told) || renditions.includes(told.rendition);
}
