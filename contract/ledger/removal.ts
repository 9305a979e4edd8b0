import { createHash } from 'node:crypto';
import { z } from 'zod';
import { EXPIRES_AT, LEDGER_KEY } from '../ledgerTable.ts';

/** Where jobs have their state, so that `byState` finds removals by when they are due; no job is ever in it. */
export const REMOVAL_STATE = 'removal';

const removalSchema = z.object({
  bucket: z.string(),
  key: z.string(),
  /** When S3 told of it, ISO 8601 in UTC. */
  removedAt: z.string(),
  /** When its outputs go, unless it is there again. */
  dueAt: z.string(),
});

/** A source that was deleted, and whose outputs are to follow it. */
export type Removal = z.infer<typeof removalSchema>;

/** The key of its item; a source that is deleted again has the same. */
export function removalKey({ bucket, key }: Pick<Removal, 'bucket' | 'key'>): { jobId: string } {
  const identity = createHash('sha256')
    .update(JSON.stringify([bucket, key]))
    .digest('hex')
    .slice(0, 32);
  return { [LEDGER_KEY]: `removal/${identity}` };
}

/** That item, as the index wants it. It expires at `expiresAt`, seconds since 1970. */
export function writeRemoval(removal: Removal, expiresAt: number) {
  return {
    ...removalKey(removal),
    state: REMOVAL_STATE,
    updatedAt: removal.dueAt,
    removal,
    [EXPIRES_AT]: expiresAt,
  };
}

/** @throws {z.ZodError} naming each field that is wrong. */
export function readRemoval(item: Record<string, unknown>): Removal {
  return removalSchema.parse(item.removal);
}
