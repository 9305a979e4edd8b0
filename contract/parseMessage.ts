import { z } from 'zod';
import { WorkError } from '../failures/workError.ts';

/** One source that a message asks for. */
export interface SourceRequest {
  bucket: string;
  /** The key as it is, decoded. */
  key: string;
  /** Present only when the message insists on one version. */
  version?: string;
  /** Make it again even if it is already complete. */
  force: boolean;
  reason?: string;
}

/** What a message asks for; an empty list with `ignored` says why there is nothing to do. */
export interface ParsedMessage {
  sources: SourceRequest[];
  /** S3 tells of them as of every object: whether they are videos has still to be decided. */
  announced?: true;
  ignored?: string;
}

const requestSchema = z.strictObject({
  schema: z.literal('fanreel.request/1'),
  source: z.strictObject({
    bucket: z.string().min(1),
    key: z.string().min(1),
    version: z.string().min(1).optional(),
  }),
  force: z.boolean().optional(),
  reason: z.string().optional(),
});

const s3RecordSchema = z.object({
  eventName: z.string(),
  s3: z.object({
    bucket: z.object({ name: z.string().min(1) }),
    object: z.object({ key: z.string().min(1) }),
  }),
});

const s3EventSchema = z.object({ Records: z.array(s3RecordSchema) });
const s3TestSchema = z.object({ Event: z.literal('s3:TestEvent') });
const snsEnvelopeSchema = z.object({ Type: z.literal('Notification'), Message: z.string() });

/**
 * Reads a queue message: an S3 event, S3's test event, a reprocess request, or one of them inside SNS's envelope
 * (a subscription made by hand without raw delivery).
 * @throws {WorkError} input/bad-message for anything else, naming the field that is wrong.
 */
export function parseMessage(body: string): ParsedMessage {
  const data = parseJson(body);
  const envelope = snsEnvelopeSchema.safeParse(data);
  if (envelope.success) return parseMessage(envelope.data.Message);
  if (s3TestSchema.safeParse(data).success) {
    return { sources: [], ignored: 'S3 sent its test event; the notification works.' };
  }
  if (isObject(data) && 'Records' in data) return fromS3(check(s3EventSchema, data));
  if (isObject(data) && 'schema' in data) return fromRequest(check(requestSchema, data));
  throw badMessage('it is neither an S3 event nor a fanreel.request/1');
}

function fromS3(event: z.infer<typeof s3EventSchema>): ParsedMessage {
  const created = event.Records.filter(record => /^(s3:)?ObjectCreated:/.test(record.eventName));
  if (created.length === 0) return { sources: [], ignored: 'The S3 event tells of no created object.' };
  return {
    announced: true,
    sources: created.map(({ s3 }) => ({
      bucket: s3.bucket.name,
      key: decodeKey(s3.object.key),
      force: false,
    })),
  };
}

function fromRequest(request: z.infer<typeof requestSchema>): ParsedMessage {
  const { source, force = false, reason } = request;
  return { sources: [{ ...source, force, ...(reason === undefined ? {} : { reason }) }] };
}

/** S3 form-encodes keys in its events (`red flower` -> `red+flower`); this is the only place that decodes them. */
function decodeKey(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    throw badMessage(`Records.s3.object.key is not form-encoded: ${encoded}`);
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw badMessage('it is not JSON');
  }
}

function check<T>(schema: z.ZodType<T>, data: unknown): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const issues = result.error.issues.map(issue => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw badMessage(issues.join('; '));
}

function isObject(data: unknown): data is object {
  return typeof data === 'object' && data !== null;
}

function badMessage(why: string): WorkError {
  return new WorkError('bad-message', { message: `The message cannot be read: ${why}.` });
}
