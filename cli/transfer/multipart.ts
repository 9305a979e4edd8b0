import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import pMap from 'p-map';
import { CommandError } from '../terminal/commandError.ts';
import { crc32Of } from './checksums.ts';
import { type FilePart, partsOf, readPart } from './fileParts.ts';
import { persistently } from './persistently.ts';
import { findUnfinished, type UnfinishedUpload } from './unfinished.ts';
import type { OpenFile, UploadedObject, UploadRequest } from './upload.ts';

/** Two parts at a time keep a line busy, and 20 GB go through in the memory of two. */
const PARTS_AT_A_TIME = 2;

/**
 * Uploads a file in parts, after those that an earlier try has brought there. One that is broken off stays unfinished, to go on
 * from; the bucket removes it after some days.
 */
export async function uploadInParts(
  client: S3Client,
  request: UploadRequest,
  open: OpenFile,
): Promise<Pick<UploadedObject, 'version' | 'resumedBytes'>> {
  const { bucket: Bucket, key: Key, signal } = request;
  const upload = (await findUnfinished(client, request, open)) ?? (await begin(client, request));
  const { id: UploadId } = upload;
  const parts = await sendMissing(client, request, open, upload);
  try {
    await open.unchanged();
  } catch (error) {
    // Its parts are of two different files.
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    throw error;
  }
  const { VersionId, ETag } = await client.send(
    new CompleteMultipartUploadCommand({
      ...{ Bucket, Key, UploadId },
      MultipartUpload: { Parts: parts },
      ChecksumType: 'FULL_OBJECT',
      MpuObjectSize: open.size,
    }),
    { abortSignal: signal },
  );
  const resumedBytes = [...upload.there.values()].reduce((sum, { Size = 0 }) => sum + Size, 0);
  return { version: VersionId ?? (ETag ?? '').replaceAll('"', ''), resumedBytes };
}

/** Of the checksums CRC-32 is the one that Node computes natively; of FULL_OBJECT S3 keeps one that any file can be held against. */
async function begin(
  client: S3Client,
  { bucket, key, metadata, signal }: UploadRequest,
): Promise<UnfinishedUpload> {
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({
      Bucket: bucket,
      Key: key,
      Metadata: metadata,
      ChecksumAlgorithm: 'CRC32',
      ChecksumType: 'FULL_OBJECT',
    }),
    { abortSignal: signal },
  );
  if (!UploadId) throw new CommandError(1, 'S3 began an upload and did not say which; submit it again.');
  return { id: UploadId, there: new Map() };
}

async function sendMissing(
  client: S3Client,
  { bucket, key, signal, onProgress }: UploadRequest,
  { file, size }: OpenFile,
  { id, there }: UnfinishedUpload,
): Promise<CompletedPart[]> {
  let thereBytes = 0;
  const arrived = ({ length }: FilePart) => {
    thereBytes += length;
    onProgress?.(thereBytes, size);
  };
  const send = async (part: FilePart): Promise<CompletedPart> => {
    const known = there.get(part.number);
    const done = known ?? (await sendPart(part));
    arrived(part);
    return { PartNumber: part.number, ETag: done.ETag, ChecksumCRC32: done.ChecksumCRC32 };
  };
  const sendPart = async (part: FilePart) => {
    const Body = await readPart(file, part);
    const command = new UploadPartCommand({
      ...{ Bucket: bucket, Key: key, UploadId: id, PartNumber: part.number, Body },
      ChecksumCRC32: crc32Of(Body),
    });
    return persistently(() => client.send(command, { abortSignal: signal }), signal);
  };
  return pMap(partsOf(size), send, { concurrency: PARTS_AT_A_TIME, ...(signal && { signal }) });
}
