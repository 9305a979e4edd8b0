import { z } from 'zod';

/** S3 form-encodes keys in its events (`red flower` -> `red+flower`); this is the only place that decodes them. */
const keySchema = z
  .string()
  .min(1)
  .transform((encoded, { addIssue }) => {
    try {
      return decodeURIComponent(encoded.replaceAll('+', ' '));
    } catch {
      addIssue(`is not form-encoded: ${encoded}`);
      return z.NEVER;
    }
  });

/** S3's event, version 2.x, as far as it is used. */
const eventSchema = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      /** ISO 8601 in UTC. */
      eventTime: z.string().optional(),
      s3: z.object({
        bucket: z.object({ name: z.string().min(1) }),
        object: z.object({ key: keySchema }),
      }),
    }),
  ),
});

const testEventSchema = z.object({ Event: z.literal('s3:TestEvent') });

/** An object in a bucket, by its decoded key. */
export interface CreatedObject {
  bucket: string;
  key: string;
}

/** The objects that an event tells were created. @throws {z.ZodError} naming each field that is wrong. */
export function readS3Event(data: unknown): CreatedObject[] {
  const { Records } = eventSchema.parse(data);
  return Records.filter(({ eventName }) => /^(s3:)?ObjectCreated:/.test(eventName)).map(({ s3 }) => ({
    bucket: s3.bucket.name,
    key: s3.object.key,
  }));
}

/** An object that was deleted: for good, or by a marker that can be undone. */
export interface RemovedObject extends CreatedObject {
  /** ISO 8601 in UTC. */
  at: string;
}

/**
 * The objects that an event tells were removed, of old versions of them too; null for a message that is none of S3's.
 * @throws {z.ZodError} naming each field that is wrong.
 */
export function readRemovals(data: unknown): RemovedObject[] | null {
  if (isS3TestEvent(data)) return [];
  if (typeof data !== 'object' || data === null || !('Records' in data)) return null;
  const { Records } = eventSchema.parse(data);
  return Records.filter(({ eventName }) => /^(s3:)?ObjectRemoved:/.test(eventName)).map(
    ({ s3, eventTime = new Date().toISOString() }) => ({
      bucket: s3.bucket.name,
      key: s3.object.key,
      at: eventTime,
    }),
  );
}

/** True for the message by which S3 tries a notification's target. */
export function isS3TestEvent(data: unknown): boolean {
  return testEventSchema.safeParse(data).success;
}
