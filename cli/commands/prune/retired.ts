import pMap from 'p-map';
import { MANIFEST } from '../../../contract/keys/finalKey.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { headOutput } from '../../stock/headObject.ts';
import { objectPages } from '../../stock/objectPages.ts';
import { type Prunable, type PruneLook, prunable } from './prunable.ts';

/** Jobs looked at together. */
const AT_ONCE = 16;

/** Outputs of renditions that are not made any more, as far as the ledger knows of them: their buckets are kept when a stack lets go of them. */
export async function* retired(
  isRetired: (rendition: string) => boolean,
  look: PruneLook,
): AsyncIterable<Prunable[]> {
  for await (const page of look.ledger.inState('complete')) {
    const jobs = page.filter(({ rendition, source, pruned }) => {
      return isRetired(rendition) && !pruned && source.key.startsWith(look.prefix ?? '');
    });
    yield (await pMap(jobs, job => outputsOf(job, look), { concurrency: AT_ONCE })).flat();
  }
}

/** What stands there by this very job's hand; of images those below the source's key, the manifest last. */
async function outputsOf(job: LedgerJob, { s3 }: PruneLook): Promise<Prunable[]> {
  const { output, jobId, rendition } = job;
  if (!output) return [];
  const isList = output.key.endsWith(`/${MANIFEST}`);
  const prefix = isList ? output.key.slice(0, -MANIFEST.length) : output.key;
  const found: Prunable[] = [];
  for await (const page of objectPages(s3, output.bucket, { prefix })) {
    const objects = page.filter(({ key }) => isList || key === output.key);
    for (const object of objects) {
      const stored = await headOutput(s3, output.bucket, object.key);
      if (stored?.maker?.jobId !== jobId) continue;
      const why = 'preset-gone';
      found.push(prunable(object, { rendition, bucket: output.bucket, why, jobId, sourceKeys: [] }));
    }
  }
  return found.sort((a, b) => Number(a.key === output.key) - Number(b.key === output.key));
}
