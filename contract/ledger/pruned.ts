import { z } from 'zod';

/** That a complete job's output was deleted on purpose: nobody has lost it. */
export const prunedSchema = z.object({
  /** ISO 8601 in UTC. */
  at: z.string(),
  /** `source-gone` or `preset-gone`. */
  why: z.string(),
});

export type Pruned = z.infer<typeof prunedSchema>;
