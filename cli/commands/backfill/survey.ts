import pMap from 'p-map';
import type { Source } from '../../../contract/job.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { isWanted } from '../../../contract/wishes/isWanted.ts';
import { headSource } from '../../stock/headObject.ts';
import type { PresetRendition } from '../../stock/presetRendition.ts';
import type { RenditionStock } from '../../stock/renditionStock.ts';
import { type SourceStock, type StockLook, stockOf } from '../../stock/stock.ts';

/** How a source's rendition counts; `older` ones are lacking as much as missing ones, and unwanted ones count nowhere. */
export type Count = 'good' | 'underWay' | 'failed' | 'dropped' | 'older' | 'missing';

/** A source, with what it lacks. */
export interface Surveyed {
  key: string;
  /** As it is now; null where nothing is lacking, or it was deleted since it was listed. */
  source: Source | null;
  /** Of the source, any version, preset and rendition. */
  jobs: LedgerJob[];
  counts: { rendition: string; count: Count }[];
  lacks: PresetRendition[];
}

export interface SurveyLook extends StockLook {
  /** Names of the renditions in whose queues messages are of which the ledger knows nothing. */
  busy: Set<string>;
}

/** Sources described together. */
const AT_ONCE = 16;

/** Every source with how its renditions count, a page at a time. */
export async function* survey(look: SurveyLook): AsyncIterable<Surveyed[]> {
  for await (const page of stockOf(look)) {
    yield await pMap(page, stock => surveyed(stock, look), { concurrency: AT_ONCE });
  }
}

async function surveyed(
  stock: SourceStock,
  { s3, inputBucket, wishes, busy }: SurveyLook,
): Promise<Surveyed> {
  const { jobs, renditions } = stock;
  const { key } = stock.source;
  const counted = renditions.map(one => ({ one, count: countOf(one, stock, busy) }));
  const isLacking = counted.some(({ count }) => count === 'missing' || count === 'older');
  const source = isLacking ? await headSource(s3, inputBucket, key, wishes) : null;
  const told = counted.filter(
    ({ one, count }) => count !== 'missing' || (source && isWanted(one.rendition.name, source.wishes)),
  );
  return {
    ...{ key, source, jobs },
    counts: told.map(({ one, count }) => ({ rendition: one.rendition.name, count })),
    lacks: told
      .filter(({ count }) => count === 'missing' || count === 'older')
      .map(({ one }) => one.rendition),
  };
}

function countOf(stock: RenditionStock, source: SourceStock, busy: Set<string>): Count {
  if (stock.stand === 'open') return 'underWay';
  return stock.stand === 'missing' && mayWait(stock, source, busy) ? 'underWay' : stock.stand;
}

/** An upload's message may wait for so long before somebody begins it and writes that down, milliseconds. */
const WAITING_MS = 3_600_000;

/** Of an upload that nobody has begun nothing is written down: a message of which nothing is known may be its. */
function mayWait({ rendition }: RenditionStock, { source, jobs }: SourceStock, busy: Set<string>): boolean {
  if (!busy.has(rendition.name) || source.modified < Date.now() - WAITING_MS) return false;
  return !jobs.some(job => job.rendition === rendition.name && Date.parse(job.createdAt) >= source.modified);
}
