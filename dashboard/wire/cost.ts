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

export const costSchema = z.object({
  since: z.string().describe('Jobs that began then or later, ISO 8601 in UTC.'),
  total: costRowSchema,
  byRendition: z.array(costRowSchema).describe('The dearest first, as the next.'),
  byEngine: z.array(costRowSchema),
});

export type CostRow = z.infer<typeof costRowSchema>;
export type Cost = z.infer<typeof costSchema>;
