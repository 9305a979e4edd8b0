import type { S3Client } from '@aws-sdk/client-s3';
import pMap from 'p-map';
import { readWishes } from '../../../contract/wishes/metadata.ts';
import { sidecarKey } from '../../../contract/wishes/sidecar.ts';
import { inputObject } from '../../aws/inputObject.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { oneLine, printable } from '../../terminal/printable.ts';
import type { ProgressDisplay } from '../../terminal/screen/progressDisplay.ts';
import { formatBytes } from '../../terminal/units.ts';
import { uploadFile } from '../../transfer/uploadFile.ts';
import type { FileToUpload } from './findUploads.ts';
import { TransferMeter } from './transferMeter.ts';
import type { Submitted, Uploaded } from './uploaded.ts';

export interface Uploading {
  metadata: Record<string, string>;
  /** Also what is there already. */
  again: boolean;
  display: ProgressDisplay;
  signal: AbortSignal;
}

/** Small files are many, and each waits for an answer; of large ones each sends two parts at a time. */
const FILES_AT_A_TIME = 4;

/** A smaller one is there before its bar would tell anything. */
const SHOWN_BYTES = 8_000_000;

/** Uploads several files at a time; one that cannot be read holds up no other. What became of them is told in their order. */
export async function uploadAll(
  client: S3Client,
  bucket: string,
  files: FileToUpload[],
  uploading: Uploading,
): Promise<Submitted> {
  const meter = new TransferMeter(files);
  const upload = async (file: FileToUpload): Promise<Submitted> => {
    try {
      return { uploaded: [await uploadOne(client, bucket, file, { ...uploading, meter })], failed: [] };
    } catch (error) {
      if (uploading.signal.aborted || !isOfFile(error)) throw error;
      const message = `"${printable(file.path)}" was not uploaded: ${oneLine(error.message)}`;
      uploading.display.finish(file.key, message);
      meter.done(file);
      return { uploaded: [], failed: [{ path: file.path, message }] };
    }
  };
  const { signal } = uploading;
  const ends = await pMap(files, upload, { concurrency: FILES_AT_A_TIME, signal });
  const uploaded = ends.flatMap(end => end.uploaded);
  const failed = ends.flatMap(end => end.failed);
  if (files.length > 1) uploading.display.finish('', meter.total(uploaded));
  return { uploaded, failed };
}

async function uploadOne(
  client: S3Client,
  bucket: string,
  file: FileToUpload,
  { metadata, again, display, signal, meter }: Uploading & { meter: TransferMeter },
): Promise<Uploaded> {
  const { path, key, wishes } = file;
  const show = (fraction: number) =>
    meter.sizeOf(file) >= SHOWN_BYTES && display.set(key, { fraction, note: 'uploading' });
  show(0);
  const onProgress = (there: number, size: number) => {
    meter.sent(file, there);
    show(size === 0 ? 0 : Math.min(1, there / size));
    display.sum(meter.line());
  };
  // First, so that the upload is made as it is wished at once.
  if (wishes !== undefined)
    await uploadFile(client, { bucket, key: sidecarKey(key), path: wishes, skipSame: !again, signal });
  const request = { bucket, key, path, metadata, skipSame: !again, signal, onProgress };
  const object = await uploadFile(client, request);
  meter.done(file);
  const line = await lineOf(client, { ...object, path, bucket, key }, metadata);
  display.finish(key, wishes === undefined ? line : `${line} The wishes beside it went along.`);
  display.sum(meter.line());
  return { path, bucket, key, ...object };
}

async function lineOf(
  client: S3Client,
  { path, bucket, key, sizeBytes, resumedBytes, skipped }: Uploaded,
  metadata: Record<string, string>,
): Promise<string> {
  const place = `s3://${bucket}/${printable(key)}`;
  if (skipped) return `Skipped ${printable(path)}: ${place} has the same content.`;
  const resumed =
    resumedBytes > 0 ? `, of which ${formatBytes(resumedBytes)} were there from an earlier try` : '';
  const line = `Uploaded ${printable(path)} to ${place} (${formatBytes(sizeBytes)}${resumed}).`;
  // An upload's metadata is that of its beginning, and S3 tells it only of what is complete.
  const other = resumedBytes > 0 ? await otherBatch(client, { bucket, key }, metadata) : null;
  return other === null ? line : `${line} It is of batch "${printable(other)}", as it was begun.`;
}

async function otherBatch(
  client: S3Client,
  { bucket, key }: { bucket: string; key: string },
  metadata: Record<string, string>,
): Promise<string | null> {
  const begunAs = readWishes((await inputObject(client, bucket, key))?.Metadata)?.wishes?.batch;
  return begunAs === readWishes(metadata)?.wishes?.batch ? null : (begunAs ?? 'none');
}

/** What one file brings about is no reason to leave the others. */
function isOfFile(error: unknown): error is Error {
  return error instanceof CommandError || (error instanceof Error && 'syscall' in error && 'path' in error);
}
