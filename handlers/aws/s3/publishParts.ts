import { type S3Client, UploadPartCommand, UploadPartCopyCommand } from '@aws-sdk/client-s3';
import type { OutputPart } from '../../../pipeline/ports/outputs.ts';
import { type Condition, type Receipt, type Target, type UploadedPart, uploadParts } from './uploadParts.ts';

/** Puts an object together of staged ones of its bucket, which S3 copies, and of bytes that are sent; returns what S3 knows it by. */
export async function publishParts(
  s3: S3Client,
  parts: OutputPart[],
  to: Target,
  condition: Condition,
  signal?: AbortSignal,
): Promise<Receipt> {
  const put = (part: OutputPart, at: UploadedPart) =>
    'copy' in part ? copied(s3, part.copy, at) : sent(s3, part, at);
  return receiptOf(await uploadParts(s3, { parts, put, signal }, to, condition));
}

async function copied(
  s3: S3Client,
  { of, offset, length }: Extract<OutputPart, { copy: object }>['copy'],
  at: UploadedPart,
): Promise<Receipt> {
  const { CopyPartResult } = await s3.send(
    new UploadPartCopyCommand({
      ...at,
      CopySource: `${at.Bucket}/${encodeURIComponent(of.key)}`,
      // What was looked at is what is copied.
      CopySourceIfMatch: of.eTag,
      CopySourceRange: `bytes=${offset}-${offset + length - 1}`,
    }),
  );
  return receiptOf(CopyPartResult ?? {});
}

async function sent(
  s3: S3Client,
  part: Extract<OutputPart, { read: unknown }>,
  at: UploadedPart,
): Promise<Receipt> {
  return receiptOf(await s3.send(new UploadPartCommand({ ...at, Body: await part.read() })));
}

function receiptOf({ ETag, ChecksumCRC32, ChecksumCRC64NVME }: Receipt): Receipt {
  return { ETag, ChecksumCRC32, ChecksumCRC64NVME };
}
