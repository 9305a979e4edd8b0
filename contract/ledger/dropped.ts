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
