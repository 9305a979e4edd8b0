import { CreateMultipartUploadCommand, type S3Client } from '@aws-sdk/client-s3';
import type { z } from 'zod';
import { CommandError } from '../../../cli/terminal/commandError.ts';
import { partsOf } from '../../../cli/transfer/fileParts.ts';
import { MAX_METADATA_BYTES, metadataBytes } from '../../../cli/transfer/metadataBytes.ts';
import type { Deployment } from '../../../contract/deployment.ts';
import { writeWishes } from '../../../contract/wishes/metadata.ts';
import type { Began, beginGivenSchema } from '../../wire/uploads/uploads.ts';
import { takenWishes } from '../takenWishes.ts';
import { objectThere } from './objectThere.ts';
import { uploadKey } from './uploadKey.ts';

/**
 * Begins an upload in parts, all of which S3 holds against their checksums; tells instead what is there already under the key, unless
 * that is what may be replaced.
 * @throws {CommandError} 2 for a key that no file may get, and for wishes that cannot be taken.
 */
export async function beginUpload(
  s3: S3Client,
  deployment: Deployment,
  { key, sizeBytes, type, wishes, over }: z.output<typeof beginGivenSchema>,
): Promise<Began> {
  const { inputBucket: bucket } = deployment;
  const metadata = metadataOf(wishes, deployment);
  const object = await objectThere(s3, bucket, uploadKey(key), metadata);
  if (object && object.eTag !== over) return { is: 'exists', object };
  const { UploadId: uploadId = '' } = await s3.send(
    new CreateMultipartUploadCommand({
      ...{ Bucket: bucket, Key: key, Metadata: metadata, ContentType: contentType(type) },
      ...{ ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' },
    }),
  );
  const partBytes = partsOf(sizeBytes)[0]?.length ?? 0;
  return { is: 'begun', bucket, uploadId, partBytes };
}

function metadataOf(wishes: unknown, deployment: Deployment): Record<string, string> {
  const metadata = writeWishes(takenWishes(wishes, deployment));
  const bytes = metadataBytes(metadata);
  if (bytes <= MAX_METADATA_BYTES) return metadata;
  throw new CommandError(
    2,
    `S3 takes at most ${MAX_METADATA_BYTES} bytes of wishes at an object, and these are ${bytes}: wish less.`,
  );
}

/** No other type than of a video: what a browser would show as a page is nobody's video. */
function contentType(type: string): string {
  return /^video\/[\w.+-]{1,100}$/.test(type) ? type : 'application/octet-stream';
}
