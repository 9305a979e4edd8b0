import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import pMap from 'p-map';
import type { OutputPart } from '../../../pipeline/ports/outputs.ts';

/** What is written, and with what. */
export interface Target {
  Bucket: string;
  Key: string;
  ContentType: string;
  Metadata: Record<string, string>;
}

/** Of what stands there. */
export type Condition = { IfMatch: string } | { IfNoneMatch: string };

/** A part's place in a multipart upload. */
export interface UploadedPart {
  Bucket: string;
  Key: string;
  UploadId: string | undefined;
  PartNumber: number;
}

/** What S3 answers of a part, and wants to be told again when all are there. */
export type Receipt = Pick<CompletedPart, 'ETag' | 'ChecksumCRC32' | 'ChecksumCRC64NVME'>;

/**
 * Parts under way at once. A copy is a request that waits for S3, and the SDK has 50 sockets; what is sent is held in memory,
 * 5 to 21 MB each, and while some are read others are written.
 */
export const PARTS_AT_ONCE = { copied: 32, sent: 8 };

/** How one part gets to its place. */
type Put = (part: OutputPart, at: UploadedPart) => Promise<Receipt>;

/**
 * One object of several parts, in their order. Nobody sees it before it is whole, and nobody at all where the condition does
 * not hold or a part fails: then nothing is left of it. Returns what S3 knows it by.
 * @throws what aborted the signal.
 */
export async function uploadParts(
  s3: S3Client,
  { parts, put, signal }: { parts: OutputPart[]; put: Put; signal?: AbortSignal },
  to: Target,
  condition: Condition,
): Promise<Receipt> {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(to));
  const upload = { Bucket: to.Bucket, Key: to.Key, UploadId };
  const failed = new AbortController();
  const signals = [failed.signal, ...(signal ? [signal] : [])];
  const numbered = parts.map((part, index) => ({ part, PartNumber: index + 1 }));
  const putThose = (which: 'copied' | 'sent') =>
    pMap(
      numbered.filter(({ part }) => 'copy' in part === (which === 'copied')),
      async ({ part, PartNumber }) => ({ PartNumber, ...(await put(part, { ...upload, PartNumber })) }),
      { concurrency: PARTS_AT_ONCE[which], signal: AbortSignal.any(signals) },
    );
  try {
    const done = (await Promise.all([putThose('copied'), putThose('sent')])).flat();
    const Parts: CompletedPart[] = done.sort((a, b) => a.PartNumber - b.PartNumber);
    return await s3.send(
      new CompleteMultipartUploadCommand({ ...upload, ...condition, MultipartUpload: { Parts } }),
    );
  } catch (error) {
    failed.abort();
    await s3.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
    throw error;
  }
}
