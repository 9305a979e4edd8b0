import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  type S3Client,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';

/** S3's limit for one CopyObject, bytes. */
const MAX_SINGLE_COPY = 5 * 1024 ** 3;
const PART_BYTES = 512 * 1024 ** 2;

interface Target {
  Bucket: string;
  Key: string;
  ContentType: string;
  Metadata: Record<string, string>;
}
type Condition = { IfMatch: string } | { IfNoneMatch: string };

/** Copies within a bucket, of any size, giving the copy the target's own metadata, on condition of what stands there. */
export async function copyObject(
  s3: S3Client,
  fromKey: string,
  to: Target,
  condition: Condition,
): Promise<void> {
  const from = `${to.Bucket}/${encodeURIComponent(fromKey)}`;
  const head = await s3.send(new HeadObjectCommand({ Bucket: to.Bucket, Key: fromKey }));
  const size = head.ContentLength ?? 0;
  if (size > MAX_SINGLE_COPY) return copyInParts(s3, from, size, to, condition);
  await s3.send(
    new CopyObjectCommand({ ...to, ...condition, CopySource: from, MetadataDirective: 'REPLACE' }),
  );
}

async function copyInParts(
  s3: S3Client,
  from: string,
  size: number,
  to: Target,
  condition: Condition,
): Promise<void> {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(to));
  const upload = { Bucket: to.Bucket, Key: to.Key, UploadId };
  try {
    const Parts: CompletedPart[] = [];
    for (let start = 0; start < size; start += PART_BYTES) {
      const range = `bytes=${start}-${Math.min(start + PART_BYTES, size) - 1}`;
      const PartNumber = Parts.length + 1;
      const copied = await s3.send(
        new UploadPartCopyCommand({ ...upload, PartNumber, CopySource: from, CopySourceRange: range }),
      );
      Parts.push({ PartNumber, ETag: copied.CopyPartResult?.ETag });
    }
    await s3.send(
      new CompleteMultipartUploadCommand({ ...upload, ...condition, MultipartUpload: { Parts } }),
    );
  } catch (error) {
    await s3.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
    throw error;
  }
}
