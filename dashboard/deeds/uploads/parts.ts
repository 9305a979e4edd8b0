import {
  AbortMultipartUploadCommand,
  paginateListParts,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Parts, Signed, SignGiven, UploadName } from '../../wire/uploads/uploads.ts';

/** A part is asked for when it is due, so its link need not work for long; S3 looks at it once, as the part begins. Seconds. */
const EXPIRES_IN = 900;

/** Stays a header: as one it is what S3 is documented to hold a part against. */
const CHECKSUM_HEADER = 'x-amz-checksum-crc32';

/** A link by which one part, whose checksum is known, can be sent. */
export async function signPart(
  s3: S3Client,
  bucket: string,
  { key, uploadId, number, crc32 }: SignGiven,
  lead: (url: URL) => string,
): Promise<Signed> {
  const part = { Bucket: bucket, Key: key, UploadId: uploadId, PartNumber: number, ChecksumCRC32: crc32 };
  const url = await getSignedUrl(s3, new UploadPartCommand(part), {
    expiresIn: EXPIRES_IN,
    unhoistableHeaders: new Set([CHECKSUM_HEADER]),
  });
  return { url: lead(new URL(url)), headers: { [CHECKSUM_HEADER]: crc32 } };
}

/** The parts that are there, all of them; null where there is no such upload. */
export async function partsThere(
  s3: S3Client,
  bucket: string,
  { key, uploadId }: UploadName,
): Promise<Parts['parts']> {
  const found: NonNullable<Parts['parts']> = [];
  try {
    const pages = paginateListParts({ client: s3 }, { Bucket: bucket, Key: key, UploadId: uploadId });
    for await (const { Parts = [] } of pages) {
      for (const { PartNumber = 0, Size = 0, ETag = '', ChecksumCRC32 } of Parts) {
        const eTag = ETag.replaceAll('"', '');
        found.push({
          ...{ number: PartNumber, sizeBytes: Size, eTag },
          ...(ChecksumCRC32 && { crc32: ChecksumCRC32 }),
        });
      }
    }
    return found;
  } catch (error) {
    if (isNoUpload(error)) return null;
    throw error;
  }
}

/** Throws its parts away; one that is no more has none. */
export async function abortUpload(
  s3: S3Client,
  bucket: string,
  { key, uploadId }: UploadName,
): Promise<void> {
  try {
    await s3.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId }));
  } catch (error) {
    if (!isNoUpload(error)) throw error;
  }
}

function isNoUpload(error: unknown): boolean {
  return error instanceof Error && error.name === 'NoSuchUpload';
}
