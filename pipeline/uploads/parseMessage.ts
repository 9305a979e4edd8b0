import { z } from 'zod';
import { CLIP, type ClipRequest, readClipRequest } from '../../contract/messages/clip.ts';
import { type PieceRequest, readPieceRequest } from '../../contract/messages/piece.ts';
import { REQUEST, type Request, readRequest } from '../../contract/messages/request.ts';
import { isS3TestEvent, readS3Event } from '../../contract/messages/s3Event.ts';
import { WorkError } from '../../failures/workError.ts';

/** One source that a message asks for. */
export type SourceRequest = Request['source'] & {
  force: boolean;
  reason?: string;
  /** What the request wishes, as it came. */
  wish?: unknown;
  /** S3 tells of it as of every object: whether it is a video, and is wanted, has still to be decided. */
  announced?: true;
  /** The key of the file of wishes beside it of which S3 has told, instead of it. */
  sidecar?: string;
};

/** What a message asks for; an empty list with `ignored` says why there is nothing to do. */
export interface ParsedMessage {
  sources: SourceRequest[];
  /** It asks for a piece of a film, and for no source. */
  piece?: PieceRequest;
  /** It asks for a clip, and for no source. */
  clip?: ClipRequest;
  ignored?: string;
}

const snsEnvelopeSchema = z.object({ Type: z.literal('Notification'), Message: z.string() });

/**
 * Reads a queue message: an S3 event, S3's test event, a reprocess request, a request for a piece or for a clip, or one of them inside SNS's envelope
 * (a subscription made by hand without raw delivery).
 * @throws {WorkError} input/bad-message for anything else, naming the field that is wrong.
 */
export function parseMessage(body: string): ParsedMessage {
  const data = parseJson(body);
  const envelope = snsEnvelopeSchema.safeParse(data);
  if (envelope.success) return parseMessage(envelope.data.Message);
  if (isS3TestEvent(data)) {
    return { sources: [], ignored: 'S3 sent its test event; the notification works.' };
  }
  if (isObject(data) && 'Records' in data) return fromS3(data);
  const piece = checked(() => readPieceRequest(data));
  if (piece) return { sources: [], piece };
  const clip = checked(() => readClipRequest(data));
  if (clip) return { sources: [], clip };
  if (isObject(data) && 'schema' in data) return fromRequest(data);
  throw badMessage(`it is neither an S3 event nor a ${REQUEST} or a ${CLIP}`);
}

function fromS3(data: object): ParsedMessage {
  const created = checked(() => readS3Event(data));
  if (created.length === 0) return { sources: [], ignored: 'The S3 event tells of no created object.' };
  return { sources: created.map(object => ({ ...object, force: false, announced: true })) };
}

function fromRequest(data: { schema: unknown }): ParsedMessage {
  if (data.schema !== REQUEST) throw badMessage(`schema: neither ${REQUEST} nor ${CLIP}`);
  const { source, force = false, reason, wishes: wish } = checked(() => readRequest(data));
  const more = { ...(reason !== undefined && { reason }), ...(wish !== undefined && { wish }) };
  return { sources: [{ ...source, force, ...more }] };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw badMessage('it is not JSON');
  }
}

function checked<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const issues = error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
    throw badMessage(issues.join('; '));
  }
}

function isObject(data: unknown): data is object {
  return typeof data === 'object' && data !== null;
}

function badMessage(why: string): WorkError {
  return new WorkError('bad-message', { message: `The message cannot be read: ${why}.` });
}
