import { z } from 'zod';

const foundSchema = z.object({
  rendition: z.string(),
  waiting: z.number().describe('Messages that wait, as SQS counts them approximately.'),
  inFlight: z.number().describe('Messages that somebody works on: these go on.'),
  letters: z.number().describe('Letters in the DLQ.'),
  undelivered: z.number().describe('Messages that SNS could not deliver.'),
  queued: z.number().describe('Jobs that wait to be begun, or begun again.'),
  held: z.number().describe('Jobs over a budget.'),
  dead: z.number().describe('Jobs that failed for good.'),
});

/** What a purge would find; nothing is changed by looking. */
export const purgeFoundSchema = z.object({
  stack: z.string().describe('The name that has to be typed.'),
  renditions: z.array(foundSchema),
  maxCounted: z.number().describe('Jobs are counted up to so many.'),
});

export const purgeSchema = z.object({
  stack: z.string().describe("The stack's name, as somebody has typed it."),
  renditions: z.array(z.string()).min(1).optional().describe('Without them all.'),
  kinds: z
    .array(z.enum(['waiting', 'dead']))
    .min(1)
    .describe('What waits in the queues, or is held; what is dead.'),
});

const purgedSchema = z.object({
  rendition: z.string(),
  jobs: z.number().describe('That are dropped now, such as nobody had begun included.'),
  messages: z.number().describe('That are deleted.'),
  usd: z.number().describe('What the jobs had cost.'),
  isOver: z.boolean().describe('Nothing of it is left.'),
});

export const purgedAllSchema = z.object({
  by: z.string().describe('Who is written down for it.'),
  at: z.string().describe('ISO 8601 in UTC.'),
  renditions: z.array(purgedSchema),
  isOver: z.boolean().describe('False where the time of a call was up: the same call goes on.'),
});

export type PurgeFound = z.infer<typeof purgeFoundSchema>;
export type PurgeFoundOne = z.infer<typeof foundSchema>;
export type PurgedAll = z.infer<typeof purgedAllSchema>;
export type Purged = z.infer<typeof purgedSchema>;
