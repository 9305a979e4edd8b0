import { DeleteObjectCommand, DeleteObjectsCommand, type S3Client } from '@aws-sdk/client-s3';
import { objectPages } from '../../../cli/stock/objectPages.ts';
import type { TrialRemoved } from '../../wire/mends/trial.ts';
import { cancel } from '../mends/cancel.ts';
import type { Deed } from '../place.ts';

/** For the record. */
const REASON = 'its test video was removed';

/**
 * Removes a test video with all that was made of it: what is not over is ended first, so that nothing comes after. Nobody else has
 * keys that begin like its own.
 */
export async function removeTrial(key: string, deed: Deed): Promise<TrialRemoved> {
  const { deployment, s3 } = deed;
  const { renditions } = await cancel({ key, reason: REASON, dryRun: false }, deed);
  await s3.send(new DeleteObjectCommand({ Bucket: deployment.inputBucket, Key: key }));
  const stem = key.slice(0, key.lastIndexOf('.'));
  const buckets = new Set(deployment.renditions.map(({ bucket }) => bucket));
  let objects = 1;
  for (const bucket of buckets) objects += await removeBelow(s3, bucket, stem);
  return {
    objects,
    canceled: renditions.filter(({ was, isStopped }) => isStopped && was !== 'dropped').length,
  };
}

async function removeBelow(s3: S3Client, Bucket: string, prefix: string): Promise<number> {
  let removed = 0;
  for await (const page of objectPages(s3, Bucket, { prefix })) {
    if (page.length === 0) continue;
    const Objects = page.map(({ key }) => ({ Key: key }));
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    removed += page.length;
  }
  return removed;
}
