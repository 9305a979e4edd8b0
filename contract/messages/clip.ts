import { createHash } from 'node:crypto';
import { z } from 'zod';

export const CLIP = 'fanreel.clip/1';

/** What may stand in a key between two slashes, and in a URL, as it is. */
const nameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, 'letters, digits, dots, dashes and underscores, 128 at most');

/** The last one that ISO 8601 writes with a year of four digits, milliseconds since 1970. */
export const LAST_MOMENT = Date.parse('9999-12-31T23:59:59.999Z');

const msSchema = z
  .int()
  .min(0)
  .max(LAST_MOMENT, 'is no moment: expected milliseconds since 1970, up to the year 9999');

/** A moment, milliseconds since 1970: as such a number, or in ISO 8601 with its time zone. */
const momentSchema = z.union(
  [msSchema, z.iso.datetime({ offset: true }).transform(text => Date.parse(text))],
  {
    error:
      'Invalid moment: expected milliseconds since 1970, or ISO 8601 with a time zone, such as 2026-11-20T10:00:00Z',
  },
);

const partSchema = z.strictObject({
  key: z.string().min(1).describe('Of an object in the input bucket, as it is, not encoded.'),
  version: z.string().min(1).optional().describe('Present only where the request insists on one version.'),
  from: z.number().min(0).describe('Seconds of the source.'),
  to: z.number().positive(),
});

/** More files open at once than this are no clip. */
const MAX_PARTS = 60;

const commonShape = {
  schema: z.literal(CLIP),
  clipId: nameSchema.optional().describe('Without it, it follows from what is asked for.'),
  force: z.boolean().optional().describe('Make it again even if it is complete already.'),
  reason: z.string().optional(),
};

/** Strict, as requests are. */
const cameraClipSchema = z
  .strictObject({ ...commonShape, camera: nameSchema, from: momentSchema, to: momentSchema })
  .refine(({ from, to }) => to > from, { path: ['to'], error: 'is not after from' });

const partsClipSchema = z.strictObject({
  ...commonShape,
  parts: z
    .array(partSchema.refine(({ from, to }) => to > from, { path: ['to'], error: 'is not after from' }))
    .min(1)
    .max(MAX_PARTS),
});

/** As a public network of cameras asks for clips; what it has retried it tells as well, and is not looked at. */
const legacySchema = z
  .strictObject({
    clipId: nameSchema,
    retryTimestamps: z.unknown().optional(),
    cameraId: nameSchema,
    startTimestampInMs: msSchema,
    endTimestampInMs: msSchema,
  })
  .refine(one => one.endTimestampInMs > one.startTimestampInMs, {
    path: ['endTimestampInMs'],
    error: 'is not after startTimestampInMs',
  });

/** In any of the forms that are taken. */
export const clipRequestSchema = z.union([cameraClipSchema, partsClipSchema, legacySchema]);

export type ClipPartRequest = z.infer<typeof partSchema>;

/** What of a camera's recordings, milliseconds since 1970; or which parts of sources, one behind the other. */
export type ClipSpan = { camera: string; fromMs: number; toMs: number } | { parts: ClipPartRequest[] };

/** What somebody wants as a clip. */
export interface ClipRequest {
  clipId: string;
  span: ClipSpan;
  force: boolean;
  reason?: string;
}

/**
 * Null for a message that asks for something else.
 * @throws {z.ZodError} naming each field that is wrong.
 */
export function readClipRequest(data: unknown): ClipRequest | null {
  if (typeof data !== 'object' || data === null) return null;
  if ('cameraId' in data) {
    const { clipId, cameraId, startTimestampInMs, endTimestampInMs } = legacySchema.parse(data);
    const span = { camera: cameraId, fromMs: startTimestampInMs, toMs: endTimestampInMs };
    return { clipId, span, force: false };
  }
  if (!('schema' in data) || data.schema !== CLIP) return null;
  // Chosen here, so that a wrong field is told of the form that was meant.
  if ('parts' in data) {
    const { parts, ...rest } = partsClipSchema.parse(data);
    return requestOf({ parts }, rest);
  }
  const { camera, from, to, ...rest } = cameraClipSchema.parse(data);
  return requestOf({ camera, fromMs: from, toMs: to }, rest);
}

/** A message's body. */
export function writeClipRequest({ clipId, span, force, reason }: ClipRequest): string {
  const what =
    'parts' in span
      ? { parts: span.parts }
      : {
          camera: span.camera,
          from: new Date(span.fromMs).toISOString(),
          to: new Date(span.toMs).toISOString(),
        };
  const more = { ...(force && { force }), ...(reason !== undefined && { reason }) };
  return JSON.stringify({ schema: CLIP, clipId, ...what, ...more });
}

/** Which clip it is: the same span is the same clip, however often it is asked for, and whoever asks. */
export function clipIdOf(span: ClipSpan): string {
  return spanHash(span).slice(0, 24);
}

/** Of all that is asked for. */
export function spanHash(span: ClipSpan): string {
  const told =
    'parts' in span
      ? span.parts.map(({ key, version = null, from, to }) => [key, version, from, to])
      : [span.camera, span.fromMs, span.toMs];
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 32);
}

function requestOf(
  span: ClipSpan,
  {
    clipId,
    force = false,
    reason,
  }: { clipId?: string | undefined; force?: boolean | undefined; reason?: string | undefined },
): ClipRequest {
  return { clipId: clipId ?? clipIdOf(span), span, force, ...(reason !== undefined && { reason }) };
}
