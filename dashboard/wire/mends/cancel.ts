import { z } from 'zod';
import { keySchema } from '../names.ts';

/** Of a source what is not over: of one rendition, or of all. */
export const cancelSchema = z.object({
  key: keySchema,
  rendition: z.string().optional(),
  reason: z.string().max(500).optional().describe('For the record.'),
  dryRun: z.boolean().default(false).describe('Only say what would be stopped.'),
});

const canceledSchema = z.object({
  rendition: z.string(),
  was: z.string().describe('Its state until then; "not begun" of one that nobody had begun.'),
  progress: z.number().optional().describe('Percent, where it was made.'),
  usd: z.number().describe('What its attempts had cost, but for the one under way.'),
  isStopped: z.boolean().describe('It is dropped, now or since before.'),
  goesOn: z.string().optional().describe('What MediaConvert said, where it could not be told.'),
});

export const canceledAllSchema = z.object({ renditions: z.array(canceledSchema) });

export type CanceledAll = z.infer<typeof canceledAllSchema>;
