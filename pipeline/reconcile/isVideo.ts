import { decideByName } from '../uploads/decideByName.ts';
import { decideUpload } from '../uploads/decideUpload.ts';
import type { Listed, ReconcilePorts } from './reconcilePorts.ts';

/**
 * Whether an object is a video to work on, decided as for an upload. Content is read once for each version of an object
 * whose name does not tell, and remembered for as long as jobs are kept.
 */
export async function isVideo(
  bucket: string,
  object: Listed,
  { sources, decisions }: Pick<ReconcilePorts, 'sources' | 'decisions'>,
): Promise<boolean> {
  const byName = decideByName(object.key);
  if (byName !== 'unknown') return byName === 'video';
  if (object.sizeBytes === 0) return false;
  const known = await decisions.known(bucket, object);
  const decision = known ?? (await decideUpload(object.key, () => sources.peek(bucket, object.key)));
  if (known === null) await decisions.remember(bucket, object, decision);
  return decision === 'video';
}
