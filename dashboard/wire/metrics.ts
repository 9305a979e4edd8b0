import { z } from 'zod';

/** The numbers above all else. */
export const metricsSchema = z.object({
  sources: z.number().describe('Those that the dashboard holds: the newest.'),
  complete: z.number().describe('Renditions, as the next two.'),
  failed: z.number(),
  unfinished: z.number(),
  workers: z.number(),
  outputBytes: z.number().describe('Storage: of what was made of these sources and is there.'),
  sourceBytes: z.number().describe('Of the sources themselves, as they were when they were taken up.'),
  visible: z.number().describe('Messages of all queues, as the next two.'),
  inFlight: z.number(),
  dead: z.number(),
});

export type Metrics = z.infer<typeof metricsSchema>;
