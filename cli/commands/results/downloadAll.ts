import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import pMap from 'p-map';
import { readImageManifest } from '../../../contract/imageManifest.ts';
import { MANIFEST } from '../../../contract/keys/finalKey.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { oneLine } from '../../terminal/printable.ts';
import { progressDisplay } from '../../terminal/screen/progressDisplay.ts';
import { formatBytes } from '../../terminal/units.ts';
import { downloadObject } from '../../transfer/downloadObject.ts';
import { safePath } from '../../transfer/safePath.ts';

/** Outputs that are brought at a time. */
const OUTPUTS_AT_A_TIME = 4;

/**
 * Brings outputs into a folder, in it one folder a rendition with the keys below, images with all that their manifest lists; each
 * checked, and what is there already left alone. Returns how many could not be had. What it says goes to stderr.
 */
export async function downloadAll(
  client: S3Client,
  jobs: LedgerJob[],
  folder: string,
  signal: AbortSignal,
): Promise<number> {
  const display = progressDisplay(process.stderr);
  const sum = { bytes: 0, files: 0, skipped: 0, failed: 0, over: 0 };
  const bring = async (job: LedgerJob) => {
    try {
      for (const { sizeBytes, skipped } of await downloadOutput(client, job, folder, signal)) {
        sum.files += skipped ? 0 : 1;
        sum.bytes += skipped ? 0 : sizeBytes;
        sum.skipped += skipped ? 1 : 0;
      }
    } catch (error) {
      if (signal.aborted || !(error instanceof CommandError)) throw error;
      sum.failed += 1;
      display.finish('', oneLine(error.message));
    }
    sum.over += 1;
    display.sum(`${sum.over} of ${jobs.length} outputs, ${formatBytes(sum.bytes)}`);
  };
  try {
    await pMap(jobs, bring, { concurrency: OUTPUTS_AT_A_TIME, signal });
    const there = sum.skipped > 0 ? `; ${sum.skipped} were there already` : '';
    display.finish('', `Brought ${sum.files} files here (${formatBytes(sum.bytes)})${there}.`);
  } finally {
    display.close();
  }
  return sum.failed;
}

async function downloadOutput(
  client: S3Client,
  { output, rendition }: LedgerJob,
  folder: string,
  signal: AbortSignal,
) {
  if (!output) return [];
  const { bucket } = output;
  const place = safePath(folder, rendition);
  const keys = [output.key, ...(await imageKeys(client, output))];
  // One after the other: of images there are many small ones, and several outputs are brought at a time.
  const downloaded = [];
  for (const key of keys) {
    downloaded.push(await downloadObject(client, { bucket, key, path: safePath(place, key), signal }));
  }
  return downloaded;
}

/** What a manifest lists; nothing of a video. */
async function imageKeys(
  client: S3Client,
  { bucket, key }: { bucket: string; key: string },
): Promise<string[]> {
  if (!key.endsWith(`/${MANIFEST}`)) return [];
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const { images, sprite } = readImageManifest((await Body?.transformToString()) ?? '');
  return [...images.map(image => image.key), ...(sprite ? [sprite.key, sprite.mapKey] : [])];
}
