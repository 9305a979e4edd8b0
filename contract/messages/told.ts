import { z } from 'zod';
import { incompleteSchema } from '../incompleteSchema.ts';

/** What was uploaded. */
export const toldSourceSchema = z.object({
  bucket: z.string().describe('The bucket that it was uploaded to.'),
  key: z.string().describe('As it was uploaded, not encoded for a URL.'),
  version: z.string().describe("S3's version of it; its ETag in a bucket without versions."),
});

/** A rendition as it lies in its bucket. */
export const outputSchema = z.object({
  bucket: z.string().describe('The bucket that it lies in.'),
  key: z.string().describe("The video's; of images and clips, their manifest's."),
  eTag: z.string().optional().describe('As S3 tells it, of the same object.'),
  checksum: z.string().optional().describe('As S3 computed it, e.g. `crc32:Nks/tw==`.'),
  sizeBytes: z.number().describe('Of all its files together.'),
  durationSeconds: z.number().describe('How long it plays.'),
  width: z.number().describe('Pixels; of the largest where there are several.'),
  height: z.number().describe('Pixels, of the same.'),
  incomplete: incompleteSchema.optional(),
});

/** Why it failed: what went wrong, and what an operator can do. */
export const failureSchema = z.object({
  class: z.string().describe('`transient`, `input` or `preset`.'),
  code: z.string().describe('A code of the documented catalogue, or one that a later version has added.'),
  message: z.string().describe('One sentence for whoever uploaded.'),
  operator: z.string().optional().describe('One sentence for whoever operates.'),
  detail: z.string().optional().describe('What the tool that failed said, where one did.'),
});

/** ISO 8601 in UTC, and seconds. */
export const timingsSchema = z.object({
  createdAt: z.string().describe('When it was first heard of.'),
  startedAt: z.string().optional().describe('Of the last attempt.'),
  endedAt: z.string().optional().describe('Of the last attempt; absent while it runs.'),
  seconds: z.number().optional().describe("From the last attempt's start to its end."),
  encodeSeconds: z.number().optional().describe('Of these, in which ffmpeg ran.'),
});

/** USD at list prices. */
export const costSchema = z.object({
  usd: z.number().describe('US dollars at list prices.'),
  requestsUsd: z.number().optional().describe('Of that, for requests to S3, SQS, SNS, DynamoDB and the log.'),
});

/**
 * A message's body. SQS and SNS take no U+FFFE and U+FFFF, which a key may hold, and JSON leaves as they are; what JSON escapes
 * is the same to whoever reads it.
 */
export function writeTold(told: object): string {
  return JSON.stringify(told).replace(/[\uFFFE\uFFFF]/g, one => `\\u${one.charCodeAt(0).toString(16)}`);
}
