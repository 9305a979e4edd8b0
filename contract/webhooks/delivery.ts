import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isOfSource, type Told } from '../messages/event.ts';
import { WEBHOOKS_KEY } from './webhooksTable.ts';

/** `failed`: it was tried for as long as it should be. `dropped`: nobody is to be told any more. */
export const DELIVERY_STATES = ['waiting', 'delivered', 'failed', 'dropped'] as const;

export type DeliveryState = (typeof DELIVERY_STATES)[number];

const trySchema = z.object({
  at: z.string(),
  /** Until the answer, or until it was clear that there is none. */
  ms: z.number(),
  status: z.number().optional(),
  /** Why it counts as none. */
  error: z.string().optional(),
});

/** One request. */
export type Try = z.infer<typeof trySchema>;

const deliverySchema = z.object({
  webhook: z.string(),
  id: z.string(),
  /** Its place among all deliveries to the webhook. */
  sequence: z.number(),
  /** 1, and one more each time that somebody has it delivered again. */
  round: z.number(),
  state: z.enum(DELIVERY_STATES),
  type: z.string(),
  /** Of which event, for whoever reads the log. */
  about: z.object({
    key: z.string().optional(),
    rendition: z.string().optional(),
    state: z.string().optional(),
  }),
  createdAt: z.string(),
  /** The last ones. */
  tries: z.array(trySchema),
  /** Why it came to an end that is none. */
  why: z.string().optional(),
});

/** That one webhook is to be told of one event. */
export type Delivery = z.infer<typeof deliverySchema>;

/** Reads an item of the table, or of its index. @throws {z.ZodError} for another one. */
export function readDelivery(item: Record<string, unknown>): Delivery {
  return deliverySchema.parse({ ...item, id: item[WEBHOOKS_KEY.sort] });
}

/** The same for an event that comes twice, so that it is delivered once; without a dot, which would be a part of what is signed. */
export function deliveryIdOf(webhook: string, eventId: string): string {
  return `msg_${createHash('sha256').update(`${webhook}\n${eventId}`).digest('hex').slice(0, 32)}`;
}

/** By what an event is known. Those of an older version told no id: then by all that they tell. */
export function eventIdOf(told: Told, body: string): string {
  return told.id ?? body;
}

/** What the log tells of an event. */
export function aboutOf(told: Told): Delivery['about'] {
  const { state, source } = told;
  return {
    state,
    ...(source && { key: source.key }),
    ...(!isOfSource(told) && { rendition: told.rendition }),
  };
}
