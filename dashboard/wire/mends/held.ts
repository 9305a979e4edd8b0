import { z } from 'zod';
import { idSchema } from '../names.ts';
import { MAX_CHOSEN } from './dead.ts';

/** A job over a budget. */
const heldJobSchema = z.object({
  jobId: z.string(),
  bucket: z.string(),
  key: z.string(),
  rendition: z.string(),
  usd: z.number().describe('What it is predicted to cost, at list prices.'),
  paidUsd: z.number().describe('What earlier attempts have cost.'),
  budget: z.string(),
  limitUsd: z.number(),
  since: z.string().describe('ISO 8601 in UTC.'),
});

export const heldSchema = z.object({
  jobs: z.array(heldJobSchema).describe('The newest first; the list may hold the first only.'),
  count: z.number(),
  usd: z.number().describe('Of all of them.'),
});

/** Without ids all that is held. */
export const releaseSchema = z.object({
  jobIds: z.array(idSchema).min(1).max(MAX_CHOSEN).optional(),
});

export const releasedSchema = z.object({
  released: z.number(),
  usd: z.number().describe('What these are predicted to cost.'),
});

export type Held = z.infer<typeof heldSchema>;
export type HeldJob = z.infer<typeof heldJobSchema>;
export type Released = z.infer<typeof releasedSchema>;
