import type { S3Client } from '@aws-sdk/client-s3';
import pMap from 'p-map';
import type { LedgerReader } from '../../../cli/ledger/ledgerReader.ts';
import { type Deployment, madeOfUploads } from '../../../contract/deployment.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import type { Thumbnails } from '../../wire/looks/thumbnails.ts';
import { imagesOf, type StillChoice, stillsOf } from './imagesOf.ts';
import type { Links } from './links.ts';

/** Lists of images that are read at a time. */
const READS_AT_A_TIME = 8;

export interface ThumbnailChoice extends StillChoice {
  /** Sources. */
  limit: number;
  /** Of sources whose images were completed before that time, ISO 8601 in UTC. */
  before?: string | undefined;
}

/** Who has the ledger and the objects. */
export interface ThumbnailParts {
  s3: S3Client;
  links: Links;
  ledger: Pick<LedgerReader, 'inState'>;
  deployment: Deployment;
}

/** Stills of the sources whose images were completed last, newest first. */
export async function readThumbnails(parts: ThumbnailParts, choice: ThumbnailChoice): Promise<Thumbnails> {
  const { jobs, hasMore } = await newestImages(parts, choice);
  const found = await pMap(
    jobs,
    async job => {
      const manifest = await imagesOf(parts.s3, job);
      return manifest ? stillsOf(job, manifest, parts.links, choice) : [];
    },
    { concurrency: READS_AT_A_TIME },
  );
  const last = jobs.at(-1);
  return { thumbnails: found.flat(), ...(hasMore && last && { before: last.updatedAt }) };
}

async function newestImages(
  { ledger, deployment }: ThumbnailParts,
  { limit, before }: ThumbnailChoice,
): Promise<{ jobs: LedgerJob[]; hasMore: boolean }> {
  const images = new Set(
    madeOfUploads(deployment).flatMap(({ name, kind }) => (kind === 'image' ? [name] : [])),
  );
  const found: LedgerJob[] = [];
  if (images.size === 0) return { jobs: found, hasMore: false };
  for await (const jobs of ledger.inState('complete')) {
    const isOne = ({ rendition, pruned, updatedAt }: LedgerJob) =>
      images.has(rendition) && !pruned && (before === undefined || updatedAt < before);
    found.push(...jobs.filter(isOne));
    if (found.length > limit) break;
  }
  return { jobs: found.slice(0, limit), hasMore: found.length > limit };
}
