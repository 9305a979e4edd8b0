import { z } from 'zod';
import { wishesSchema } from '../wishes/wishes.ts';

export const REQUEST = 'fanreel.request/1';

/** The message attribute by which the subscriptions let a request through to one rendition's queue and no other. */
export const RENDITION_ATTRIBUTE = 'rendition';

/** Strict: a field that somebody misspelt would otherwise be ignored, and the wrong thing be made. */
export const requestSchema = z.strictObject({
  schema: z.literal(REQUEST),
  source: z.strictObject({
    bucket: z.string().min(1),
    key: z.string().min(1).describe('As it is, not encoded.'),
    version: z.string().min(1).optional().describe('Present only where the request insists on one version.'),
  }),
  force: z.boolean().optional().describe('Make it again even if it is complete already.'),
  reason: z.string().optional(),
  wishes: wishesSchema
    .optional()
    .describe(
      'Over all else that is wished of it, from now on, until another request with wishes, or another version of the source.',
    ),
});

/** Wishes are looked at by themselves: of a wrong one the profile says what becomes of it. */
const readSchema = requestSchema.extend({ wishes: z.unknown().optional() });

/** What a person, or the reconcile function, asks the uploads topic for. */
export type Request = Omit<z.input<typeof requestSchema>, 'schema'>;

/** The same as it comes, its wishes as they are. */
export type ReadRequest = Omit<z.output<typeof readSchema>, 'schema'>;

/** @throws {z.ZodError} naming each field that is wrong. */
export function readRequest(data: unknown): ReadRequest {
  const { schema: _, ...request } = readSchema.parse(data);
  return request;
}

/** A message's body. */
export function writeRequest(request: Request): string {
  return JSON.stringify({ schema: REQUEST, ...request } satisfies z.input<typeof requestSchema>);
}

/** Of an upload that was asked for anew since it is of low priority, so that it is not once more. */
export const PRIORITY_ATTRIBUTE = 'fanreel-priority';

/**
 * Of a message that was put back: when it first entered its queue. SQS tells when it came back, and what it wishes is no newer than
 * it was.
 */
export const FIRST_SENT_ATTRIBUTE = 'fanreel-first-sent';

/** When a message was first sent, whatever it says of that: not later than its queue has had it. */
export function firstSentAt({
  attributes,
  sentAt,
}: {
  attributes: Record<string, string>;
  sentAt?: string;
}): string | undefined {
  const first = attributes[FIRST_SENT_ATTRIBUTE];
  return first !== undefined && sentAt !== undefined && first < sentAt ? first : sentAt;
}

/** Who may ask for much at a time. */
export type RequestGroup = 'backfill' | 'publish' | 'reconcile' | 'low';

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
