import { z } from 'zod';
import { incompleteSchema } from '../incompleteSchema.ts';

/** A rendition as it lies in its bucket. */
export const outputSchema = z.object({
  bucket: z.string(),
  key: z.string().describe("The video's; of images and clips, their manifest's."),
  eTag: z.string().optional(),
  checksum: z.string().optional().describe('As S3 computed it, e.g. `crc32:Nks/tw==`.'),
  sizeBytes: z.number().describe('Of all its files together.'),
  durationSeconds: z.number(),
  width: z.number().describe('Pixels; of the largest where there are several.'),
  height: z.number(),
  incomplete: incompleteSchema.optional(),
});

/** Why it failed: what went wrong, and what an operator can do. */
export const failureSchema = z.object({
  class: z.string().describe('`transient`, `input` or `preset`.'),
  code: z.string(),
  message: z.string().describe('One sentence for whoever uploaded.'),
  operator: z.string().optional().describe('One sentence for whoever operates.'),
  detail: z.string().optional(),
});

/** ISO 8601 in UTC, and seconds. */
export const timingsSchema = z.object({
  createdAt: z.string().describe('When it was first heard of.'),
  startedAt: z.string().optional().describe('Of the last attempt.'),
  endedAt: z.string().optional(),
  seconds: z
    .number()
    .optional()
    .describe("From the last attempt's start to its end, and of these in which ffmpeg ran."),
  encodeSeconds: z.number().optional(),
});

/** USD at list prices. */
export const costSchema = z.object({
  usd: z.number(),
  requestsUsd: z.number().optional().describe('Of that, for requests to S3, SQS, SNS, DynamoDB and the log.'),
});

/**
 * A message's body. SQS and SNS take no U+FFFE and U+FFFF, which a key may hold, and JSON leaves as they are; what JSON escapes
 * is the same to whoever reads it.
 */
export function writeTold(told: object): string {
  return JSON.stringify(told).replace(/[\uFFFE\uFFFF]/g, one => `\\u${one.charCodeAt(0).toString(16)}`);
}
