import { z } from 'zod';

/** What one group of attempts came to, USD at list prices. */
export const costRowSchema = z.object({
  name: z.string(),
  attempts: z.number(),
  usd: z.number(),
  wastedUsd: z.number().describe('Of that, attempts that came to nothing.'),
  requestsUsd: z.number().describe('Of that, requests to S3, SQS, SNS, DynamoDB and the log.'),
  billedSeconds: z.number(),
});

/** What was expected of renditions that are there, and what they took. */
export const quoteRowSchema = z.object({
  rendition: z.string(),
  engine: z.string(),
  renditions: z.number().describe('How many, of each the attempt that made it.'),
  predictedSeconds: z.number().describe('Of encoding, as it was predicted.'),
  encodeSeconds: z.number().describe('As it was.'),
  predictedUsd: z.number().describe('What it had cost, had the encode taken what was predicted.'),
  paidUsd: z.number(),
});

export const costSchema = z.object({
  since: z.string().describe('Jobs that began then or later, ISO 8601 in UTC.'),
  total: costRowSchema,
  byRendition: z.array(costRowSchema).describe('The dearest first, as the next.'),
  byEngine: z.array(costRowSchema),
  quotes: z.array(quoteRowSchema),
});

export type QuoteRow = z.infer<typeof quoteRowSchema>;
export type CostRow = z.infer<typeof costRowSchema>;
export type Cost = z.infer<typeof costSchema>;
