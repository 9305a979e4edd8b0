import type { S3Client } from '@aws-sdk/client-s3';
import { uploadFile } from '../../aws/uploadFile.ts';
import { printable } from '../../terminal/printable.ts';
import type { ProgressDisplay } from '../../terminal/screen/progressDisplay.ts';
import { formatBytes } from '../../terminal/units.ts';
import type { FileToUpload } from './findUploads.ts';

export interface Uploaded {
  bucket: string;
  key: string;
  version: string;
}

/** Uploads one file after the other, each in several parts at a time. */
export async function uploadAll(
  client: S3Client,
  bucket: string,
  files: FileToUpload[],
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<Uploaded[]> {
  const uploaded: Uploaded[] = [];
  for (const { path, key } of files) {
    const onProgress = (sent: number, size: number) =>
      display.set(key, { fraction: size === 0 ? 0 : Math.min(1, sent / size), note: 'uploading' });
    const { version, sizeBytes } = await uploadFile(client, { bucket, key, path, signal, onProgress });
    display.finish(
      key,
      `Uploaded ${printable(path)} to s3://${bucket}/${printable(key)} (${formatBytes(sizeBytes)}).`,
    );
    uploaded.push({ bucket, key, version });
  }
  return uploaded;
}
