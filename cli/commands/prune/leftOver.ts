import type { DeployedRendition } from '../../../contract/deployment.ts';
import { isUnfinished } from '../../../contract/jobState.ts';
import { STAGING_PREFIX } from '../../../contract/keys/stagingKey.ts';
import { type Listed, objectPages } from '../../stock/objectPages.ts';
import { type Prunable, type PruneLook, prunable } from './prunable.ts';

/** What was put aside less long ago may be needed in a moment, milliseconds. */
const FRESH_MS = 3_600_000;

/** Of a job that the ledger knows nothing of: as long as the bucket's own rule keeps it, milliseconds. */
const UNKNOWN_MS = 2 * 86_400_000;

/** What was put aside for jobs that are over; on AWS a rule of the bucket removes it after two days, too. */
export async function* leftOver(
  { name: rendition, bucket }: DeployedRendition,
  { s3, ledger }: PruneLook,
): AsyncIterable<Prunable[]> {
  for await (const page of objectPages(s3, bucket, { prefix: STAGING_PREFIX })) {
    const old = page.filter(({ modified }) => modified < Date.now() - FRESH_MS);
    const jobs = await ledger.ofIds(old.map(jobIdOf));
    yield old
      .filter(object => {
        const job = jobs.get(jobIdOf(object));
        return job ? !isUnfinished(job.state) : object.modified < Date.now() - UNKNOWN_MS;
      })
      .map(object => {
        const why = 'left-over';
        return prunable(object, { rendition, bucket, why, jobId: jobIdOf(object), sourceKeys: [] });
      });
  }
}

/** The folder below the prefix. */
function jobIdOf({ key }: Listed): string {
  return key.slice(STAGING_PREFIX.length).split('/')[0] ?? '';
}
