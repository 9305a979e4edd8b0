import { z } from 'zod';
import { incompleteSchema } from '../incompleteSchema.ts';

/** A rendition as it lies in its bucket. */
export const outputSchema = z.object({
  bucket: z.string(),
  /** The video's; of images and clips, their manifest's. */
  key: z.string(),
  eTag: z.string().optional(),
  /** As S3 computed it, e.g. `crc32:Nks/tw==`. */
  checksum: z.string().optional(),
  /** Of all its files together. */
  sizeBytes: z.number(),
  durationSeconds: z.number(),
  /** Pixels; of the largest where there are several. */
  width: z.number(),
  height: z.number(),
  incomplete: incompleteSchema.optional(),
});

/** Why it failed: what went wrong, and what an operator can do. */
export const failureSchema = z.object({
  /** `transient`, `input` or `preset`. */
  class: z.string(),
  code: z.string(),
  /** One sentence for whoever uploaded. */
  message: z.string(),
  /** One sentence for whoever operates. */
  operator: z.string().optional(),
  detail: z.string().optional(),
});

/** ISO 8601 in UTC, and seconds. */
export const timingsSchema = z.object({
  /** When it was first heard of. */
  createdAt: z.string(),
  /** Of the last attempt. */
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  /** From the last attempt's start to its end, and of these in which ffmpeg ran. */
  seconds: z.number().optional(),
  encodeSeconds: z.number().optional(),
});

/** USD at list prices. */
export const costSchema = z.object({
  usd: z.number(),
  /** Of that, for requests to S3, SQS, SNS, DynamoDB and the log. */
  requestsUsd: z.number().optional(),
});

/**
 * A message's body. SQS and SNS take no U+FFFE and U+FFFF, which a key may hold, and JSON leaves as they are; what JSON escapes
 * is the same to whoever reads it.
 */
export function writeTold(told: object): string {
  return JSON.stringify(told).replace(/[\uFFFE\uFFFF]/g, one => `\\u${one.charCodeAt(0).toString(16)}`);
}
