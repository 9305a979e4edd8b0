import { z } from 'zod';

/** One rendition's queue at one moment, as SQS counts it approximately. */
export const queueDepthSchema = z.object({
  rendition: z.string(),
  visible: z.number().describe('Messages that wait.'),
  inFlight: z.number().describe('Received and not yet acknowledged, or to be tried again later.'),
  delayed: z.number().describe('Not to be received yet.'),
  dead: z.number().describe('In its dead-letter queue, and in that of its subscription.'),
});

export const queueSampleSchema = z.object({
  at: z.string().describe('ISO 8601 in UTC.'),
  queues: z.array(queueDepthSchema),
});

/** All that is kept, oldest first. */
export const queueHistorySchema = z.object({
  everySeconds: z.number(),
  samples: z.array(queueSampleSchema),
});

export type QueueDepth = z.infer<typeof queueDepthSchema>;
export type QueueSample = z.infer<typeof queueSampleSchema>;
export type QueueHistory = z.infer<typeof queueHistorySchema>;
