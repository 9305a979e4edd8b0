import type { S3Client } from '@aws-sdk/client-s3';
import pMap from 'p-map';
import type { LedgerJob } from '../../contract/readJob.ts';
import type { WishReading } from '../../contract/wishes/wishSettings.ts';
import { decideByName } from '../../pipeline/uploads/decideByName.ts';
import type { LedgerReader } from '../ledger/ledgerReader.ts';
import { leftAlone } from './leftAlone.ts';
import { type Listed, objectPages, objectsBetween } from './objectPages.ts';
import type { PresetRendition } from './presetRendition.ts';
import { type RenditionStock, renditionStock } from './renditionStock.ts';

/** One source with how each of its renditions stands. */
export interface SourceStock {
  source: Listed;
  /** Of any version, preset and rendition. */
  jobs: LedgerJob[];
  /** Those that are looked at. */
  renditions: RenditionStock[];
}

/** Where it is looked, and at what. */
export interface StockLook {
  s3: S3Client;
  ledger: Pick<LedgerReader, 'ofSource'>;
  inputBucket: string;
  /** How wishes are read there; undefined of a stack that does not tell. */
  wishes?: WishReading | undefined;
  renditions: PresetRendition[];
  prefix?: string | undefined;
  /** Only sources that were uploaded since, ms since 1970. */
  since?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** Sources looked at together. */
const AT_ONCE = 16;

/**
 * Every video of the input bucket, in the order of keys, a page at a time: held against the ledger and what lies in the output
 * buckets. An output's key begins with its source's, so that both are listed side by side.
 */
export async function* stockOf(look: StockLook): AsyncIterable<SourceStock[]> {
  const { s3, inputBucket, prefix, since = 0, signal } = look;
  for await (const page of objectPages(s3, inputBucket, { prefix })) {
    signal?.throwIfAborted();
    const sources = page.filter(
      ({ key, modified }) => modified >= since && typeof decideByName(key) === 'string',
    );
    const [first, last] = [sources[0], sources.at(-1)];
    if (!first || !last) continue;
    const outputs = await outputsBetween(look, first.key, last.key);
    const stocks = await pMap(sources, source => sourceStock(source, outputs, look), {
      concurrency: AT_ONCE,
      ...(signal && { signal }),
    });
    yield stocks.filter(stock => stock !== null);
  }
}

/** What each rendition's bucket holds of some sources, by key. */
export type OutputsByRendition = Map<string, Map<string, Listed>>;

async function outputsBetween(
  { s3, renditions }: StockLook,
  first: string,
  last: string,
): Promise<OutputsByRendition> {
  const listed = renditions.map(async ({ name, bucket }) => {
    const objects = new Map<string, Listed>();
    for await (const object of objectsBetween(s3, bucket, first, last)) objects.set(object.key, object);
    return [name, objects] as const;
  });
  return new Map(await Promise.all(listed));
}

/** Null for what is no video. */
async function sourceStock(
  source: Listed,
  outputs: OutputsByRendition,
  look: StockLook,
): Promise<SourceStock | null> {
  const { ledger, inputBucket, s3 } = look;
  const jobs = await ledger.ofSource(inputBucket, source.key);
  if (!(await isVideo(source, jobs, look))) return null;
  const place = { s3, inputBucket, wishes: look.wishes };
  const renditions = await Promise.all(
    look.renditions.map(rendition =>
      renditionStock({ source, jobs, rendition, listed: outputs.get(rendition.name) ?? new Map() }, place),
    ),
  );
  return { source, jobs, renditions };
}

/** Whatever has had a job has been taken for one; of the rest some have to be looked into. */
async function isVideo({ key }: Listed, jobs: LedgerJob[], { s3, inputBucket }: StockLook): Promise<boolean> {
  if (decideByName(key) === 'video' || jobs.some(({ presetHash }) => presetHash)) return true;
  return (await leftAlone(s3, inputBucket, key)) === null;
}
