import {
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Source } from '../../../../contract/job.ts';
import { hasRoomBeside, MAX_SIDECAR_BYTES, sidecarKey } from '../../../../contract/wishes/sidecar.ts';
import { wishesOf } from '../../../../contract/wishes/wishesOf.ts';
import { METADATA_ONLY, type WishReading } from '../../../../contract/wishes/wishSettings.ts';
import type { Sidecar, Sources } from '../../../../pipeline/ports/sources.ts';
import type { Webhooks } from '../../../../pipeline/ports/statuses.ts';
import { HEAD_BYTES, type Head } from '../../../../pipeline/uploads/decideUpload.ts';
import { bodyBytes } from '../bodyBytes.ts';
import { isArchived, isInvalidRange, isNotFound } from '../s3Errors.ts';
import { downloadSource } from './downloadSource.ts';
import { getSource } from './getSource.ts';
import { persistently } from './persistently.ts';

/** Where nobody knows which were added. */
const ANY_WEBHOOK: Webhooks = { knows: async () => true };

/** The input bucket over S3. Every read insists on the version that was described. */
export function s3Sources(
  s3: S3Client,
  reading: WishReading = METADATA_ONLY,
  webhooks: Webhooks = ANY_WEBHOOK,
): Sources {
  return {
    describe: (bucket, key) => describe(s3, bucket, key, { reading, webhooks }),
    beside: (bucket, key) => readBeside(s3, bucket, key),
    peek: (bucket, key) => persistently(() => peek(s3, bucket, key)),
    readRange: (source, offset, length) => {
      const range = `bytes=${offset}-${offset + length - 1}`;
      return persistently(async () => {
        return await bodyBytes(await getSource(s3, source, range));
      });
    },
    download: (source, path, signal) => downloadSource(s3, source, path, signal),
  };
}

async function describe(
  s3: S3Client,
  bucket: string,
  key: string,
  { reading, webhooks }: { reading: WishReading; webhooks: Webhooks },
): Promise<Source | null> {
  const [head, sidecar] = await Promise.all([
    headOrNull(s3, bucket, key),
    reading.sidecars ? readBeside(s3, bucket, key) : null,
  ]);
  if (!head) return null;
  const version = versionOf(head);
  const wished = await wishesOf(
    { key, metadata: head.Metadata, sidecar: sidecar?.bytes ?? null },
    reading,
    name => webhooks.knows(name),
  );
  return { bucket, key, version, sizeBytes: head.ContentLength ?? 0, ...wished };
}

async function headOrNull(
  s3: S3Client,
  Bucket: string,
  Key: string,
): Promise<HeadObjectCommandOutput | null> {
  try {
    return await s3.send(new HeadObjectCommand({ Bucket, Key }));
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** A file of wishes, or as much of it as shows that it is too large; null where there is none. */
async function readBeside(s3: S3Client, Bucket: string, key: string): Promise<Sidecar | null> {
  if (!hasRoomBeside(key)) return null;
  try {
    const Key = sidecarKey(key);
    const Range = `bytes=0-${MAX_SIDECAR_BYTES}`;
    return await persistently(async () => {
      const found = await s3.send(new GetObjectCommand({ Bucket, Key, Range }));
      return { version: versionOf(found), bytes: await bodyBytes(found) };
    });
  } catch (error) {
    if (isNotFound(error) || isArchived(error)) return null;
    if (isInvalidRange(error)) return { version: '', bytes: new Uint8Array() };
    throw error;
  }
}

function versionOf({ VersionId, ETag = '' }: Pick<HeadObjectCommandOutput, 'VersionId' | 'ETag'>): string {
  return VersionId ?? unquoted(ETag);
}

/** S3 has no range of an empty object. */
async function peek(s3: S3Client, Bucket: string, Key: string): Promise<Head> {
  try {
    const range = `bytes=0-${HEAD_BYTES - 1}`;
    const { Body, ContentRange } = await s3.send(new GetObjectCommand({ Bucket, Key, Range: range }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return { bytes, sizeBytes: Number(ContentRange?.split('/')[1] ?? bytes.length) };
  } catch (error) {
    if (isNotFound(error)) return { leftAlone: 'was gone before its content could tell what it is' };
    if (isInvalidRange(error)) return { bytes: new Uint8Array(), sizeBytes: 0 };
    if (isArchived(error))
      return { leftAlone: 'lies in an archive storage class, and is not a video by its name' };
    throw error;
  }
}

function unquoted(eTag: string): string {
  return eTag.replaceAll('"', '');
}
