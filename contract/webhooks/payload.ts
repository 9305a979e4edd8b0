import { z } from 'zod';
import { isOfSource, type Told } from '../messages/event.ts';
import { sourceEventSchema } from '../messages/source.ts';
import { statusSchema } from '../messages/status.ts';

export const WEBHOOK = 'fanreel.webhook/1';

/** What a test sends, which is of no event. */
const testSchema = z.object({ message: z.string() });

const common = {
  schema: z.literal(WEBHOOK),
  /** When it happened, ISO 8601 in UTC; when it was sent the header `webhook-timestamp` tells. */
  timestamp: z.string(),
  /** Rises by one with each event that this webhook is told of, in whatever order they come. */
  sequence: z.number(),
};

/** The body of a webhook's request, as the Standard Webhooks specification lays it out. */
export const webhookPayloadSchema = z.discriminatedUnion('type', [
  z.object({ ...common, type: z.literal('fanreel.status'), data: statusSchema }),
  z.object({ ...common, type: z.literal('fanreel.source'), data: sourceEventSchema }),
  z.object({ ...common, type: z.literal('fanreel.test'), data: testSchema }),
]);

export type WebhookPayload = z.infer<typeof webhookPayloadSchema>;

/** What a webhook is told, but for its number. */
export type News = { [Type in WebhookPayload['type']]: NewsOf<Type> }[WebhookPayload['type']];
type NewsOf<Type> = Omit<Extract<WebhookPayload, { type: Type }>, 'schema' | 'sequence'>;

/** An event as a webhook is told it. */
export function newsOf(told: Told): News {
  const timestamp = told.at;
  return isOfSource(told)
    ? { type: 'fanreel.source', timestamp, data: told }
    : { type: 'fanreel.status', timestamp, data: told };
}

/** Of a test. */
export function testNews(now = new Date()): News {
  const message = 'This is a test: nothing has happened.';
  return { type: 'fanreel.test', timestamp: now.toISOString(), data: { message } };
}

/** The body. */
export function writePayload({ type, timestamp, data }: News, sequence: number): string {
  return JSON.stringify({ schema: WEBHOOK, type, timestamp, sequence, data });
}
