import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import pMap from 'p-map';

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

/** Parts under way at once: some are held in memory, up to 16 MB each. */
const AT_ONCE = 4;

/**
 * One object of several parts, each of which its function sends or has copied. Nobody sees
 * it before it is whole, and nobody at all where the condition does not hold or a part fails: then nothing is left of it.
 * Returns what S3 knows it by.
 */
export async function uploadParts(
  s3: S3Client,
  parts: ((part: UploadedPart) => Promise<Receipt>)[],
  to: Target,
  condition: Condition,
): Promise<Receipt> {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(to));
  const upload = { Bucket: to.Bucket, Key: to.Key, UploadId };
  try {
    const Parts = await pMap(
      parts,
      async (send, index): Promise<CompletedPart> => {
        const PartNumber = index + 1;
        return { PartNumber, ...(await send({ ...upload, PartNumber })) };
      },
      { concurrency: AT_ONCE },
    );
    return await s3.send(
      new CompleteMultipartUploadCommand({ ...upload, ...condition, MultipartUpload: { Parts } }),
    );
  } catch (error) {
    await s3.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
    throw error;
  }
}
