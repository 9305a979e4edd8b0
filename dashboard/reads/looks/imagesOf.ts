import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { isNoObject } from '../../../cli/aws/inputObject.ts';
import { type ImageManifest, readImageManifest } from '../../../contract/imageManifest.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import type { Thumbnail } from '../../wire/looks/thumbnails.ts';
import type { Links } from './links.ts';

export interface StillChoice {
  /** Percent of the source's length; all where it is absent. */
  position?: number | undefined;
  /** Of each moment the image that is next to this wide; all where it is absent. */
  width?: number | undefined;
}

/** What was made of a source, as its list has it; null where that was deleted since, or is nobody's that can be read. */
export async function imagesOf(s3: S3Client, { output }: LedgerJob): Promise<ImageManifest | null> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: output?.bucket, Key: output?.key }));
    return readImageManifest((await Body?.transformToString()) ?? '');
  } catch (error) {
    if (isNoObject(error) || isUnreadable(error)) return null;
    throw error;
  }
}

/** One that was overwritten, or whose bucket is gone, hides no other. */
function isUnreadable(error: unknown): boolean {
  const isOther = error instanceof z.ZodError || error instanceof SyntaxError;
  return isOther || (error instanceof Error && error.name === 'NoSuchBucket');
}

/** These of its stills, in order, with links to them. */
export function stillsOf(
  { source, output }: LedgerJob,
  manifest: ImageManifest,
  links: Links,
  choice: StillChoice,
): Promise<Thumbnail[]> {
  return Promise.all(
    chosen(manifest, choice).map(async ({ image: { key, seconds, width, height }, percent }) => {
      const url = await links.to({ bucket: output?.bucket ?? '', key });
      return { bucket: source.bucket, key: source.key, percent, seconds, width, height, url };
    }),
  );
}

type Image = ImageManifest['images'][number];

function chosen({ images, durationSeconds }: ImageManifest, { position, width }: StillChoice) {
  const all = images
    // The sheet is no still, though it is listed with them.
    .filter(({ role }) => role !== 'sprite')
    .map(image => ({ image, percent: percentOf(image, durationSeconds) }))
    .filter(({ percent }) => position === undefined || percent === position);
  if (width === undefined) return all;
  const off = ({ image }: { image: Image }) => Math.abs(image.width - width);
  return [...Map.groupBy(all, ({ image }) => image.seconds).values()].map(some =>
    some.reduce((best, one) => (off(one) < off(best) ? one : best)),
  );
}

function percentOf({ askedSeconds }: Image, durationSeconds: number): number {
  return durationSeconds > 0 ? Math.round((100 * askedSeconds) / durationSeconds) : 0;
}
