import { z } from 'zod';

const DELIVERY_REQUEST = 'fanreel.delivery/1';

const requestSchema = z.object({
  schema: z.literal(DELIVERY_REQUEST),
  webhook: z.string(),
  /** The delivery's id. */
  delivery: z.string(),
  /** Of a round that is over nothing is done any more. */
  round: z.number(),
  /** When it was asked for, ms since 1970, where that was by an earlier message. */
  since: z.number().optional(),
});

/** That something is to be delivered; what it is lies in the table. */
export type DeliveryRequest = Omit<z.infer<typeof requestSchema>, 'schema'>;

/** A message's body. */
export function writeDeliveryRequest({ webhook, delivery, round, since }: DeliveryRequest): string {
  return JSON.stringify({ schema: DELIVERY_REQUEST, webhook, delivery, round, since });
}

/** Null for anything else. */
export function readDeliveryRequest(body: string): DeliveryRequest | null {
  try {
    return requestSchema.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}
