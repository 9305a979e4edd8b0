import { z } from 'zod';

export const REQUEST = 'fanreel.request/1';

/** The message attribute by which the subscriptions let a request through to one rendition's queue and no other. */
export const RENDITION_ATTRIBUTE = 'rendition';

/** Strict: a field that somebody misspelt would otherwise be ignored, and the wrong thing be made. */
const requestSchema = z.strictObject({
  schema: z.literal(REQUEST),
  source: z.strictObject({
    bucket: z.string().min(1),
    /** As it is, not encoded. */
    key: z.string().min(1),
    /** Present only where the request insists on one version. */
    version: z.string().min(1).optional(),
  }),
  /** Make it again even if it is complete already. */
  force: z.boolean().optional(),
  reason: z.string().optional(),
});

/** What a person, or the reconcile function, asks the uploads topic for. */
export type Request = Omit<z.infer<typeof requestSchema>, 'schema'>;

/** @throws {z.ZodError} naming each field that is wrong. */
export function readRequest(data: unknown): Request {
  const { schema: _, ...request } = requestSchema.parse(data);
  return request;
}

/** A message's body. */
export function writeRequest(request: Request): string {
  return JSON.stringify({ schema: REQUEST, ...request } satisfies z.infer<typeof requestSchema>);
}

/** Who may ask for much at a time. */
export type RequestGroup = 'backfill' | 'publish' | 'reconcile';

/**
 * The message group of requests that may be many. SQS's fair queues let what has none, as every upload, pass a group that keeps
 * the consumers busy; SNS hands it on to them.
 */
export function inGroup(group: RequestGroup) {
  return { MessageGroupId: group };
}

/** The attributes of a message that is for one rendition alone. */
export function forRendition(name: string) {
  return { [RENDITION_ATTRIBUTE]: { DataType: 'String', StringValue: name } };
}
