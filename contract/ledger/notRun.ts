import { z } from 'zod';

/** Who wanted a job no more, and what it was until then. */
export const droppedSchema = z.object({
  by: z.string().describe('A user of the operating system, or the ARN that AWS knows the caller by.'),
  at: z
    .string()
    .describe(
      "ISO 8601 in UTC, by AWS's clock: who asks for the job by a message that was sent later gets it made again.",
    ),
  reason: z.string().optional().describe('As whoever dropped it has said.'),
  was: z
    .string()
    .optional()
    .describe('Its state; absent where nobody had begun it, and nothing was known of it.'),
});

export type Dropped = z.infer<typeof droppedSchema>;

/** Whether a message was sent after a job was dropped; of one whose time is not known nobody can say so. */
export function isSince({ at }: Dropped, { sentAt }: { sentAt?: string }): boolean {
  return sentAt !== undefined && sentAt > at;
}

/** Which budget a job would have gone over, and by what; USD at list prices. */
export const heldSchema = z.object({
  budget: z.string().describe("The profile's field, `perJobUsd` or `perDayUsd`."),
  limitUsd: z.number().describe('So much it allows.'),
  usd: z.number().describe('What the chosen engine is predicted to cost.'),
  paidUsd: z.number().describe('What earlier attempts at it have cost.'),
  at: z.string().describe('Since when, ISO 8601 in UTC.'),
});

export type Held = z.infer<typeof heldSchema>;

/** Who has let a job go that was held, for which no budget counts from then on. */
export const releasedSchema = z.object({ by: z.string(), at: z.string() });

export type Released = z.infer<typeof releasedSchema>;
