import type { Source } from '../../contract/job.ts';
import { refuse } from '../../failures/refuse.ts';
import type { Sources } from '../ports/sources.ts';
import type { SourceRequest } from '../uploads/parseMessage.ts';
import { SourceGone } from './sourceGone.ts';

/**
 * The object that a message asks for, as it is now. Messages come late, twice and out of order: whatever event they
 * tell of, the newest version is what is made, so that their order does not matter.
 * @throws {WorkError} of class input: wrong-bucket, source-gone, source-superseded.
 */
export async function findSource(
  { bucket, key, version }: SourceRequest,
  inputBucket: string,
  sources: Pick<Sources, 'describe'>,
): Promise<Source> {
  if (bucket !== inputBucket) {
    refuse('wrong-bucket', `The message names bucket "${bucket}"; this stack reads "${inputBucket}".`);
  }
  const source = await sources.describe(bucket, key);
  if (!source) throw new SourceGone({ bucket, key });
  if (version === undefined || version === source.version) return source;
  const message = `The newest version of "${key}" is "${source.version}", not "${version}"; ask for it without a version.`;
  return refuse('source-superseded', message);
}
