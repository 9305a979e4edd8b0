import type { Source } from '../../contract/job.ts';
import { refuse } from '../../failures/refuse.ts';
import type { SourceRequest } from '../uploads/parseMessage.ts';
import type { Worker } from '../worker/worker.ts';
import { sourceGone } from './sourceGone.ts';

/**
 * The object that a message asks for, as it is now. Messages come late, twice and out of order: whatever event they
 * tell of, the newest version is what is made, so that their order does not matter.
 * @throws {WorkError} of class input: wrong-bucket, source-gone, source-superseded.
 */
export async function findSource(
  request: SourceRequest,
  { inputBucket, sources }: Pick<Worker, 'inputBucket' | 'sources'>,
): Promise<Source> {
  const { bucket, key, version } = request;
  if (bucket !== inputBucket) {
    refuse('wrong-bucket', `The message names bucket "${bucket}"; this stack reads "${inputBucket}".`);
  }
  const source = await sources.describe(bucket, key);
  if (!source) throw sourceGone(request);
  if (version === undefined || version === source.version) return source;
  const message = `The newest version of "${key}" is "${source.version}", not "${version}"; ask for it without a version.`;
  return refuse('source-superseded', message);
}
