import { z } from 'zod';
import type { ClipRequest } from './clip.ts';

/** By a job's state; of any other nothing is told. */
const CLIP_STATUS = {
  complete: 'CLIP_AVAILABLE',
  pending: 'CLIP_PENDING',
  'not-available': 'CLIP_NOT_AVAILABLE',
  'out-of-range': 'CLIP_OUT_OF_RANGE',
  failed: 'FATAL_ERROR',
} as const;

/** It names no schema itself, for others have made its form. */
export const CLIP_RESULT = 'fanreel.clip-result/1';

/** What is told of a clip, in the words of the public network of cameras whose messages are taken as well. */
export const clipResultSchema = z.object({
  clipId: z.string(),
  cameraId: z.string().optional().describe('Absent of a clip of parts of sources, as both timestamps are.'),
  startTimestampInMs: z.number().optional(),
  endTimestampInMs: z.number().optional(),
  status: z
    .string()
    .min(1)
    .describe(`One of ${Object.values(CLIP_STATUS).join(', ')}, or one that a later version has added.`),
  reason: z.string().optional().describe('Why it is so, a sentence; absent of a clip that is there.'),
  bucket: z.string(),
  gaps: z
    .array(z.object({ startTimestampInMs: z.number(), endTimestampInMs: z.number() }))
    .optional()
    .describe('Of which no recording has anything; absent where there are none.'),
  clip: z.object({ url: z.string(), key: z.string() }).optional().describe('Absent unless it is there.'),
  thumbnail: z
    .object({ url: z.string(), key: z.string(), sizes: z.array(z.number()) })
    .optional()
    .describe('Url and key are patterns: `{size}` in them stands for one of the sizes.'),
});

export type ClipResult = z.infer<typeof clipResultSchema>;

/** The states of a job that are told of. */
export const TOLD_STATES = Object.keys(CLIP_STATUS);

/** What a thumbnail's pattern has in the place of its width. */
export const SIZE = '{size}';

/** A clip as it stands. */
export interface ClipEnd {
  request: Pick<ClipRequest, 'clipId' | 'span'>;
  /** The job's. */
  state: string;
  reason?: string | undefined;
  bucket: string;
  /** Milliseconds since 1970. */
  gaps?: { fromMs: number; toMs: number }[] | undefined;
  /** Where the bucket is served from. @default S3 itself */
  baseUrl?: string | undefined;
  /** Of a clip that is there: the video's key, and the thumbnails', a pattern, with their widths. */
  files?: { key: string; thumbnail?: { key: string; sizes: number[] } | undefined } | undefined;
}

/** Null where the state is none that is told. */
export function clipResultOf({
  request,
  state,
  reason,
  bucket,
  gaps = [],
  baseUrl,
  files,
}: ClipEnd): ClipResult | null {
  if (!isTold(state)) return null;
  const base = baseUrl ?? `https://${bucket}.s3.amazonaws.com`;
  const placed = (key: string) => ({ url: urlOf(base, key), key });
  return {
    clipId: request.clipId,
    ...spanOf(request.span),
    status: CLIP_STATUS[state],
    ...(reason !== undefined && { reason }),
    bucket,
    ...(gaps.length > 0 && { gaps: gaps.map(gapOf) }),
    ...(files && { clip: placed(files.key) }),
    ...(files?.thumbnail && { thumbnail: { ...placed(files.thumbnail.key), sizes: files.thumbnail.sizes } }),
  };
}

/** The body of a call-back. */
export function writeClipResult(result: ClipResult): string {
  return JSON.stringify(result);
}

function isTold(state: string): state is keyof typeof CLIP_STATUS {
  return Object.hasOwn(CLIP_STATUS, state);
}

function spanOf(span: ClipRequest['span']) {
  if ('parts' in span) return {};
  return { cameraId: span.camera, startTimestampInMs: span.fromMs, endTimestampInMs: span.toMs };
}

function gapOf({ fromMs, toMs }: { fromMs: number; toMs: number }) {
  return { startTimestampInMs: fromMs, endTimestampInMs: toMs };
}

/** The pattern's braces stay, for whoever puts a width in their place. */
function urlOf(base: string, key: string): string {
  const path = key.split('/').map(encodeURIComponent).join('/').replaceAll(encodeURIComponent(SIZE), SIZE);
  return `${base.replace(/\/$/, '')}/${path}`;
}
