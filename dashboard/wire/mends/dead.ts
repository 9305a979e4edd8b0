import { z } from 'zod';
import { idSchema } from '../names.ts';

/** How many died of the same, and what the newest of them said. */
const groupSchema = z.object({
  rendition: z.string(),
  class: z.string(),
  code: z.string(),
  count: z.number(),
  message: z.string().describe('For the person who uploaded, as the newest has it.'),
});

/** A job that failed for good, and that nothing later has mended. */
const deadJobSchema = z.object({
  jobId: z.string(),
  bucket: z.string(),
  key: z.string(),
  rendition: z.string(),
  class: z.string(),
  code: z.string(),
  message: z.string().describe('For the person who uploaded.'),
  operator: z.string().optional().describe('For whoever runs the stack.'),
  since: z.string().describe('ISO 8601 in UTC.'),
  attempts: z.number(),
  usd: z.number().describe('What they have cost, at list prices.'),
  isHopeless: z.boolean().describe('It would fail the same way.'),
});

export const deadSchema = z.object({
  groups: z.array(groupSchema).describe('Of all that is dead, the most first.'),
  jobs: z.array(deadJobSchema).describe('Of those that match, the newest first.'),
  matching: z.number().describe('How many match; the list may hold the first only.'),
  undelivered: z
    .array(z.object({ rendition: z.string(), count: z.number() }))
    .describe('Messages that SNS could not deliver, of each rendition that has any.'),
});

/** Which dead jobs: all that match each field that is given. */
export const deadChoiceSchema = z.object({
  rendition: z.string().optional(),
  class: z.string().optional(),
  code: z.string().optional(),
  prefix: z.string().optional().describe('How their keys begin.'),
});

/** Jobs at a time: what is more is chosen by a filter. */
export const MAX_CHOSEN = 1_000;

export const redriveSchema = deadChoiceSchema.extend({
  jobIds: z.array(idSchema).min(1).max(MAX_CHOSEN).optional(),
  force: z.boolean().default(false).describe('Also what would fail the same way.'),
});

export const redrivenSchema = z.object({
  moved: z.number().describe('Letters that are back in their queues.'),
  hopeless: z.number().describe('Left, since they would fail the same way.'),
  undelivered: z.number().describe('Messages of SNS that are in their queues now.'),
});

export const removeDeadSchema = deadChoiceSchema.extend({
  jobIds: z.array(idSchema).min(1).max(MAX_CHOSEN).optional(),
  reason: z.string().max(500).optional().describe('For the record.'),
});

export const removedDeadSchema = z.object({
  jobs: z.number().describe('Dead jobs that are dropped now.'),
  letters: z.number().describe('Letters that are deleted.'),
  usd: z.number().describe('What the jobs had cost.'),
});

export const undeliveredSchema = z.object({ rendition: z.string() });

export type Dead = z.infer<typeof deadSchema>;
export type DeadJob = z.infer<typeof deadJobSchema>;
export type DeadGroup = z.infer<typeof groupSchema>;
export type Redriven = z.infer<typeof redrivenSchema>;
export type RemovedDead = z.infer<typeof removedDeadSchema>;
