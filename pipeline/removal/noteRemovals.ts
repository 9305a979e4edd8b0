import type { RemovedObject } from '../../contract/messages/s3Event.ts';
import { decideByName } from '../uploads/decideByName.ts';
import type { RemovalPorts } from './removalPorts.ts';

/** Puts down which sources were deleted, and when their outputs go; of what is no video by its name there are none. */
export async function noteRemovals(
  removed: RemovedObject[],
  { removals }: Pick<RemovalPorts, 'removals'>,
  { inputBucket, graceSeconds }: { inputBucket: string; graceSeconds: number },
): Promise<void> {
  for (const { bucket, key, at } of removed) {
    if (bucket !== inputBucket || typeof decideByName(key) !== 'string') continue;
    const dueAt = new Date(Date.parse(at) + graceSeconds * 1_000).toISOString();
    await removals.note({ bucket, key, removedAt: new Date(at).toISOString(), dueAt });
  }
}
