import { createHash } from 'node:crypto';
import { CompleteMultipartUploadCommand, type S3Client } from '@aws-sdk/client-s3';
import { CommandError } from '../../../cli/terminal/commandError.ts';
import type { Completed, CompleteGiven, Parts } from '../../wire/uploads/uploads.ts';
import { objectThere } from './objectThere.ts';
import { partsThere } from './parts.ts';

/**
 * Makes an object of the parts, unless another one is there under its key that may not be replaced. Asked again after an answer
 * that got lost, it answers the same.
 * @throws {CommandError} 2 where other parts are there than were sent, 1 where somebody writes the key at this very moment.
 */
export async function completeUpload(s3: S3Client, bucket: string, given: CompleteGiven): Promise<Completed> {
  const parts = await partsThere(s3, bucket, given);
  if (parts === null) return (await asItIs(s3, bucket, given)) ?? { is: 'gone' };
  if (parts.map(({ eTag }) => eTag).join() !== given.eTags.join())
    throw new CommandError(
      2,
      'Other parts are there than were sent: cancel this upload, and begin it again.',
    );
  try {
    await s3.send(new CompleteMultipartUploadCommand(requestOf(bucket, given, parts)));
  } catch (error) {
    const { name } = error as Error;
    if (name === 'ConditionalRequestConflict')
      throw new CommandError(1, 'Somebody writes the same key at this moment: try again.', error);
    const found = CONDITIONS.has(name) ? await asItIs(s3, bucket, given) : null;
    if (found) return found;
    // What was to be replaced is no more.
    if (given.over !== undefined && CONDITIONS.has(name))
      return completeUpload(s3, bucket, { ...given, over: undefined });
    throw error;
  }
  return { is: 'complete', bucket, key: given.key };
}

/** As S3 names what keeps a write from its key: something else is there, or what was to be replaced is not. */
const CONDITIONS = new Set(['PreconditionFailed', 'NoSuchKey']);

function requestOf(
  Bucket: string,
  { key, uploadId, sizeBytes, over }: CompleteGiven,
  parts: NonNullable<Parts['parts']>,
) {
  return {
    ...{
      Bucket,
      Key: key,
      UploadId: uploadId,
      MpuObjectSize: sizeBytes,
      ChecksumType: 'FULL_OBJECT' as const,
    },
    ...(over === undefined ? { IfNoneMatch: '*' } : { IfMatch: `"${over}"` }),
    MultipartUpload: {
      Parts: parts.map(({ number, eTag, crc32 }) => ({
        ...{ PartNumber: number, ETag: `"${eTag}"`, ...(crc32 && { ChecksumCRC32: crc32 }) },
      })),
    },
  };
}

/** What is under the key: this very upload, by an eTag that no other has, or another object; null for nothing. */
async function asItIs(
  s3: S3Client,
  bucket: string,
  { key, eTags }: CompleteGiven,
): Promise<Completed | null> {
  const object = await objectThere(s3, bucket, key);
  if (!object) return null;
  return object.eTag === eTagOf(eTags) ? { is: 'complete', bucket, key } : { is: 'exists', object };
}

/** As S3 makes it of the parts' (user guide, "Checking object integrity"); with a key of KMS it has another that nobody can reckon. */
function eTagOf(eTags: string[]): string {
  const md5 = createHash('md5');
  for (const eTag of eTags) md5.update(eTag, 'hex');
  return `${md5.digest('hex')}-${eTags.length}`;
}
