import pMap from 'p-map';
import { sourceKeysOf } from '../../../contract/keys/sourceKeysOf.ts';
import { STAGING_PREFIX } from '../../../contract/keys/stagingKey.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { headOutput, headSource } from '../../stock/headObject.ts';
import { isBehind, type Listed, objectPages, objectsBetween } from '../../stock/objectPages.ts';
import type { PresetRendition } from '../../stock/presetRendition.ts';
import { type Prunable, type PruneLook, prunable } from './prunable.ts';

/** Objects looked at together. */
const AT_ONCE = 16;

/**
 * A rendition's outputs whose sources are gone, a page at a time. An output's key begins with its source's, so that both buckets
 * are listed side by side; only what has no source there is looked at itself. What fanreel did not make is none of its business.
 */
export async function* orphans(rendition: PresetRendition, look: PruneLook): AsyncIterable<Prunable[]> {
  const { s3, prefix } = look;
  for await (const page of objectPages(s3, rendition.bucket, { prefix })) {
    const outputs = page.filter(({ key }) => !key.startsWith(STAGING_PREFIX));
    const alone = await withoutSource(outputs, rendition, look);
    const found = await pMap(alone, output => orphanOf(output, rendition, look), { concurrency: AT_ONCE });
    yield found.filter(one => one !== null);
  }
}

/** An output, and the keys that its source could have. */
interface Alone {
  output: Listed;
  sourceKeys: string[];
}

async function withoutSource(
  outputs: Listed[],
  { container }: PresetRendition,
  { s3, inputBucket }: PruneLook,
): Promise<Alone[]> {
  const asked = outputs.map(output => ({ output, sourceKeys: sourceKeysOf(container, output.key) }));
  const wanted = new Set(asked.flatMap(({ sourceKeys }) => sourceKeys));
  const [first, last] = [...wanted].sort((a, b) => (isBehind(a, b) ? 1 : -1)).filter(isAtAnEnd);
  if (first === undefined) return [];
  const there = new Set<string>();
  for await (const { key } of objectsBetween(s3, inputBucket, first, last ?? first)) {
    if (wanted.has(key)) there.add(key);
  }
  return asked.filter(({ sourceKeys }) => sourceKeys.length > 0 && !sourceKeys.some(key => there.has(key)));
}

function isAtAnEnd(_key: string, index: number, keys: string[]): boolean {
  return index === 0 || index === keys.length - 1;
}

/** Null for what is not fanreel's, or has a source after all. */
async function orphanOf(
  { output, sourceKeys }: Alone,
  { name, bucket, container }: PresetRendition,
  look: PruneLook,
): Promise<Prunable | null> {
  const stored = await headOutput(look.s3, bucket, output.key);
  if (!stored?.maker) return null;
  const { jobId } = stored.maker;
  const job = (await look.ledger.ofIds([jobId])).get(jobId);
  const keys = job ? [job.source.key] : sourceKeys;
  if (await isAnyThere(keys, job, look)) return null;
  // Under an older version's rules for keys it may be another source's, which only the ledger could tell.
  if (!job && container !== null && (await hasNamesake(output.key, container, look))) return null;
  return prunable(output, { rendition: name, bucket, why: 'source-gone', jobId, sourceKeys: keys });
}

async function isAnyThere(
  keys: string[],
  job: LedgerJob | undefined,
  { s3, inputBucket }: PruneLook,
): Promise<boolean> {
  const bucket = job?.source.bucket ?? inputBucket;
  for (const key of keys) if (await headSource(s3, bucket, key)) return true;
  return false;
}

/** A source whose name differs in its ending only. */
async function hasNamesake(key: string, container: string, { s3, inputBucket }: PruneLook): Promise<boolean> {
  const stem = key.slice(0, -container.length);
  for await (const page of objectPages(s3, inputBucket, { prefix: stem })) {
    if (page.some(source => !source.key.slice(stem.length).match(/[./]/))) return true;
  }
  return false;
}
