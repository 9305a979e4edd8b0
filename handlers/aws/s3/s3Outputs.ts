import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { StagedFile } from '../../../contract/ledger/film.ts';
import { readOutputMetadata, writeOutputMetadata } from '../../../contract/outputMetadata.ts';
import { WorkError } from '../../../failures/workError.ts';
import type { OutputAddress, Outputs, Replacing, StoredOutput } from '../../../pipeline/ports/outputs.ts';
import { bodyBytes } from './bodyBytes.ts';
import { copyObject } from './copyObject.ts';
import { publishParts } from './publishParts.ts';
import { isNotFound, isPreconditionFailed } from './s3Errors.ts';
import { type Uploaded, uploadFile } from './uploadFile.ts';

/** The output buckets over S3. A final key is only ever written on condition of what stands there. */
export function s3Outputs(s3: S3Client): Outputs {
  return {
    describe: (bucket, key) => describe(s3, bucket, key),
    readRange: async (bucket, key, offset, length) => {
      const range = `bytes=${offset}-${offset + length - 1}`;
      return await bodyBytes(await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range: range })));
    },
    publishFile: (path, to, replacing, signal) =>
      publishing(to, async () => {
        const uploaded = await uploadFile(s3, path, { ...described(to), ...condition(replacing) }, signal);
        return { ...storedAs(uploaded), sizeBytes: uploaded.size, maker: to.maker };
      }),
    publishStaged: (stagedKey, to, replacing) =>
      publishing(to, () => copyObject(s3, stagedKey, described(to), condition(replacing))),
    stageFile: (path, to, signal) => stageFile(s3, path, to, signal),
    publishParts: (parts, to, replacing, signal) =>
      publishing(to, async () =>
        storedAs(await publishParts(s3, parts, described(to), condition(replacing), signal)),
      ),
    remove: async (bucket, key) => {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    removeExactly: (bucket, key, eTag) => removeExactly(s3, bucket, key, eTag),
  };
}

async function removeExactly(s3: S3Client, Bucket: string, Key: string, IfMatch: string): Promise<boolean> {
  try {
    await s3.send(new DeleteObjectCommand({ Bucket, Key, IfMatch }));
    return true;
  } catch (error) {
    if (isPreconditionFailed(error) || isNotFound(error)) return false;
    throw error;
  }
}

async function stageFile(
  s3: S3Client,
  path: string,
  { bucket: Bucket, key: Key }: Pick<OutputAddress, 'bucket' | 'key'>,
  signal: AbortSignal,
): Promise<StagedFile> {
  const { ETag = '', size } = await uploadFile(s3, path, { Bucket, Key }, signal);
  return { key: Key, eTag: ETag, sizeBytes: size };
}

async function describe(s3: S3Client, bucket: string, key: string): Promise<StoredOutput | null> {
  try {
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' }));
    const maker = readOutputMetadata(head.Metadata ?? {});
    return {
      ...storedAs(head),
      sizeBytes: head.ContentLength ?? 0,
      ...(maker === undefined ? {} : { maker }),
    };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** By which its content is known; the checksum is of the algorithms that S3 and the SDK choose by themselves. */
function storedAs({
  ETag = '',
  ChecksumCRC32,
  ChecksumCRC64NVME,
}: Omit<Uploaded, 'size'>): Pick<StoredOutput, 'eTag' | 'checksum'> {
  if (ChecksumCRC64NVME) return { eTag: ETag, checksum: `crc64nvme:${ChecksumCRC64NVME}` };
  return { eTag: ETag, ...(ChecksumCRC32 && { checksum: `crc32:${ChecksumCRC32}` }) };
}

function described({ bucket, key, contentType, maker }: OutputAddress) {
  return {
    Bucket: bucket,
    Key: key,
    ContentType: contentType,
    Metadata: writeOutputMetadata(maker),
  };
}

function condition(replacing: Replacing): { IfMatch: string } | { IfNoneMatch: string } {
  return replacing ? { IfMatch: replacing.eTag } : { IfNoneMatch: '*' };
}

async function publishing<T>(to: OutputAddress, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isPreconditionFailed(error) && !isNotFound(error)) throw error;
    throw new WorkError('publish-conflict', {
      message: `Another writer changed "${to.key}" in "${to.bucket}" at the same moment.`,
      cause: error,
    });
  }
}
