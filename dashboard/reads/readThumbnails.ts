import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import pMap from 'p-map';
import { isNoObject } from '../../cli/aws/inputObject.ts';
import type { LedgerReader } from '../../cli/ledger/ledgerReader.ts';
import { type Deployment, madeOfUploads } from '../../contract/deployment.ts';
import { type ImageManifest, readImageManifest } from '../../contract/imageManifest.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import type { Thumbnail } from '../wire/thumbnails.ts';

/** Lists of images that are read at a time. */
const READS_AT_A_TIME = 8;

/** For how long a link works, seconds. */
const EXPIRES_IN = 3_600;

export interface ThumbnailChoice {
  /** Percent of the source's length; all where it is absent. */
  position?: number | undefined;
  /** Sources. */
  limit: number;
}

/** Stills of the sources whose images were completed last, newest first. */
export async function readThumbnails(
  s3: S3Client,
  ledger: Pick<LedgerReader, 'inState'>,
  deployment: Deployment,
  { position, limit }: ThumbnailChoice,
): Promise<Thumbnail[]> {
  const jobs = await newestImages(ledger, deployment, limit);
  const found = await pMap(jobs, job => stillsOf(s3, job, position), { concurrency: READS_AT_A_TIME });
  return found.flat();
}

async function newestImages(
  ledger: Pick<LedgerReader, 'inState'>,
  deployment: Deployment,
  limit: number,
): Promise<LedgerJob[]> {
  const images = new Set(
    madeOfUploads(deployment).flatMap(({ name, kind }) => (kind === 'image' ? [name] : [])),
  );
  const found: LedgerJob[] = [];
  if (images.size === 0) return found;
  for await (const jobs of ledger.inState('complete')) {
    found.push(...jobs.filter(({ rendition, pruned }) => images.has(rendition) && !pruned));
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}

async function stillsOf(s3: S3Client, job: LedgerJob, position?: number): Promise<Thumbnail[]> {
  const { bucket = '', key = '' } = job.output ?? {};
  const manifest = await manifestAt(s3, bucket, key);
  const stills = manifest?.images.map(image => ({ image, percent: percentOf(image, manifest) })) ?? [];
  const chosen = stills.filter(({ percent }) => position === undefined || percent === position);
  return Promise.all(
    chosen.map(async ({ image: { key: Key, seconds, width, height }, percent }) => {
      const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key }), {
        expiresIn: EXPIRES_IN,
      });
      return { key: job.source.key, percent, seconds, width, height, url };
    }),
  );
}

function percentOf({ askedSeconds }: { askedSeconds: number }, { durationSeconds }: ImageManifest): number {
  return durationSeconds > 0 ? Math.round((100 * askedSeconds) / durationSeconds) : 0;
}

/** Null where it was deleted since. */
async function manifestAt(s3: S3Client, Bucket: string, Key: string): Promise<ImageManifest | null> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return readImageManifest((await Body?.transformToString()) ?? '');
  } catch (error) {
    if (isNoObject(error)) return null;
    throw error;
  }
}
