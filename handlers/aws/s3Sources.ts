import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Source } from '../../pipeline/job.ts';
import { JobError } from '../../pipeline/jobError.ts';
import type { Sources } from '../../pipeline/ports.ts';
import { isNotFound, isPreconditionFailed } from './errors.ts';

/** The input bucket over S3. Every read insists on the version that was described. */
export function s3Sources(s3: S3Client): Sources {
  return {
    describe: (bucket, key, version) => describe(s3, bucket, key, version),
    readRange: async (source, offset, length) => {
      const range = `bytes=${offset}-${offset + length - 1}`;
      const { Body } = await get(s3, source, range);
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    },
    download: async (source, path) => {
      const { Body } = await get(s3, source);
      const file = createWriteStream(path, { flags: 'wx' });
      await pipeline(Body as Readable, file);
      if (file.bytesWritten !== source.sizeBytes) throw shortRead(source, file.bytesWritten);
    },
  };
}

async function describe(s3: S3Client, bucket: string, key: string, version?: string): Promise<Source | null> {
  try {
    const wanted = isVersionId(version) ? { VersionId: version } : {};
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ...wanted }));
    const found = head.VersionId ?? unquoted(head.ETag ?? '');
    if (version !== undefined && found !== version) return null;
    return { bucket, key, version: found, sizeBytes: head.ContentLength ?? 0 };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

async function get(s3: S3Client, source: Source, range?: string): Promise<GetObjectCommandOutput> {
  const { bucket, key, version } = source;
  const pinned = isVersionId(version) ? { VersionId: version } : { IfMatch: `"${version}"` };
  try {
    return await s3.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, ...pinned, ...(range ? { Range: range } : {}) }),
    );
  } catch (error) {
    if (isPreconditionFailed(error) || isNotFound(error)) throw changed(source, error);
    throw error;
  }
}

/** An eTag is 32 hex digits, with `-parts` after a multipart upload; a version id never has that form. */
function isVersionId(version: string | undefined): boolean {
  return version !== undefined && !/^[0-9a-f]{32}(-\d+)?$/.test(version);
}

function unquoted(eTag: string): string {
  return eTag.replaceAll('"', '');
}

function changed(source: Source, cause: unknown): JobError {
  return new JobError({
    failureClass: 'transient',
    code: 'source-changed',
    message: `"${source.key}" was overwritten or deleted while it was read.`,
    cause,
  });
}

function shortRead(source: Source, bytes: number): JobError {
  return new JobError({
    failureClass: 'transient',
    code: 'short-read',
    message: `S3 sent ${bytes} of ${source.sizeBytes} bytes of "${source.key}".`,
  });
}
