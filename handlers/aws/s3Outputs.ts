import { createReadStream } from 'node:fs';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { JobError } from '../../pipeline/jobError.ts';
import type { OutputAddress, Outputs, Replacing, StoredOutput } from '../../pipeline/ports.ts';
import { copyObject } from './copyObject.ts';
import { isNotFound, isPreconditionFailed } from './errors.ts';

/** The output buckets over S3. A final key is only ever written on condition of what stands there. */
export function s3Outputs(s3: S3Client): Outputs {
  return {
    describe: (bucket, key) => describe(s3, bucket, key),
    readRange: async (bucket, key, offset, length) => {
      const range = `bytes=${offset}-${offset + length - 1}`;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range: range }));
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    },
    publishFile: (path, to, replacing) =>
      publishing(to, async () => {
        const params = { ...described(to), ...condition(replacing), Body: createReadStream(path) };
        await new Upload({ client: s3, params, queueSize: 2, leavePartsOnError: false }).done();
      }),
    publishStaged: (stagedKey, to, replacing) =>
      publishing(to, () => copyObject(s3, stagedKey, described(to), condition(replacing))),
    remove: async (bucket, key) => {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}

async function describe(s3: S3Client, bucket: string, key: string): Promise<StoredOutput | null> {
  try {
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    const jobId = head.Metadata?.['fanreel-job'];
    const attempt = head.Metadata?.['fanreel-attempt'];
    return {
      eTag: head.ETag ?? '',
      sizeBytes: head.ContentLength ?? 0,
      ...(jobId === undefined ? {} : { jobId }),
      ...(attempt === undefined ? {} : { attempt: Number(attempt) }),
    };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

function described(to: OutputAddress) {
  return {
    Bucket: to.bucket,
    Key: to.key,
    ContentType: to.contentType,
    Metadata: {
      'fanreel-job': to.jobId,
      'fanreel-attempt': String(to.attempt),
      'fanreel-source-version': to.sourceVersion,
    },
  };
}

function condition(replacing: Replacing): { IfMatch: string } | { IfNoneMatch: string } {
  return replacing ? { IfMatch: replacing.eTag } : { IfNoneMatch: '*' };
}

async function publishing(to: OutputAddress, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isPreconditionFailed(error) && !isNotFound(error)) throw error;
    throw new JobError({
      failureClass: 'transient',
      code: 'publish-conflict',
      message: `Another writer changed "${to.key}" in "${to.bucket}" at the same moment.`,
      cause: error,
    });
  }
}
