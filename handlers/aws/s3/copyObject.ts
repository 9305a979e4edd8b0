import { CopyObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { StagedFile } from '../../../contract/ledger/film.ts';
import type { OutputPart } from '../../../pipeline/ports/outputs.ts';
import { publishParts } from './publishParts.ts';
import type { Condition, Target } from './uploadParts.ts';

/** S3's limit for one CopyObject, bytes. */
const MAX_SINGLE_COPY = 5 * 1024 ** 3;
const PART_BYTES = 512 * 1024 ** 2;

/** Copies within a bucket, of any size, giving the copy the target's own metadata, on condition of what stands there. */
export async function copyObject(
  s3: S3Client,
  fromKey: string,
  to: Target,
  condition: Condition,
): Promise<void> {
  const head = await s3.send(new HeadObjectCommand({ Bucket: to.Bucket, Key: fromKey }));
  const { ContentLength: sizeBytes = 0, ETag: eTag = '' } = head;
  if (sizeBytes > MAX_SINGLE_COPY) {
    await publishParts(s3, rangesOf({ key: fromKey, eTag, sizeBytes }), to, condition);
    return;
  }
  const from = `${to.Bucket}/${encodeURIComponent(fromKey)}`;
  await s3.send(
    new CopyObjectCommand({ ...to, ...condition, CopySource: from, MetadataDirective: 'REPLACE' }),
  );
}

function rangesOf(of: StagedFile): OutputPart[] {
  return Array.from({ length: Math.ceil(of.sizeBytes / PART_BYTES) }, (_, part) => {
    const offset = part * PART_BYTES;
    return { copy: { of, offset, length: Math.min(PART_BYTES, of.sizeBytes - offset) } };
  });
}
