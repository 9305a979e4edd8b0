import { z } from 'zod';

/** Which budget a job would have gone over, and by what; USD at list prices. */
export const heldSchema = z.object({
  /** The profile's field, `perJobUsd` or `perDayUsd`. */
  budget: z.string(),
  limitUsd: z.number(),
  /** What the chosen engine is predicted to cost. */
  usd: z.number(),
  /** What earlier attempts at it have cost. */
  paidUsd: z.number(),
  /** Since when, ISO 8601 in UTC. */
  at: z.string(),
});

export type Held = z.infer<typeof heldSchema>;

/** Who has let a job go that was held, for which no budget counts from then on. */
export const releasedSchema = z.object({ by: z.string(), at: z.string() });

export type Released = z.infer<typeof releasedSchema>;
