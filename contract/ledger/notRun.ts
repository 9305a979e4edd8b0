import { z } from 'zod';

/** Who wanted a job no more, and what it was until then. */
export const droppedSchema = z.object({
  /** A user of the operating system, or the ARN that AWS knows the caller by. */
  by: z.string(),
  /** ISO 8601 in UTC, by AWS's clock: who asks for the job by a message that was sent later gets it made again. */
  at: z.string(),
  reason: z.string().optional(),
  /** Its state; absent where nobody had begun it, and nothing was known of it. */
  was: z.string().optional(),
});

export type Dropped = z.infer<typeof droppedSchema>;

/** Whether a message was sent after a job was dropped; of one whose time is not known nobody can say so. */
export function isSince({ at }: Dropped, { sentAt }: { sentAt?: string }): boolean {
  return sentAt !== undefined && sentAt > at;
}

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
