import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import {
  PutObjectCommand,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

/**
 * Up to so much, bytes, goes in one request, out of memory so that the SDK can repeat it. In parts, of 5 MB each, it would be a
 * request for each, one to begin and one to end, which is no sooner there: a connection has some 85 MB a second ("Performance
 * guidelines for Amazon S3"), and each request its own way there and back.
 */
export const MAX_WHOLE_BYTES = 16 * 1024 ** 2;

/** Of larger ones, parts under way at once; each is held in memory. */
const PARTS_AT_ONCE = 2;

/** What S3 answers of what it has got, and its size, bytes. */
export type Uploaded = Pick<PutObjectCommandOutput, 'ETag' | 'ChecksumCRC32' | 'ChecksumCRC64NVME'> & {
  size: number;
};

/**
 * Puts a file where `target` says. Nobody sees it before it is whole.
 * @throws what aborted the signal; parts that were sent are removed in the background.
 */
export async function uploadFile(
  s3: S3Client,
  path: string,
  target: Omit<PutObjectCommandInput, 'Body'>,
  signal: AbortSignal,
): Promise<Uploaded> {
  const { size } = await stat(path);
  signal.throwIfAborted();
  try {
    const answer = await (size <= MAX_WHOLE_BYTES
      ? s3.send(new PutObjectCommand({ ...target, Body: await readFile(path) }), { abortSignal: signal })
      : uploadInParts(s3, path, target, signal));
    return { ...answer, size };
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}

async function uploadInParts(
  client: S3Client,
  path: string,
  target: Omit<PutObjectCommandInput, 'Body'>,
  signal: AbortSignal,
): Promise<Omit<Uploaded, 'size'>> {
  const params = { ...target, Body: createReadStream(path) };
  const upload = new Upload({ client, params, queueSize: PARTS_AT_ONCE, leavePartsOnError: false });
  const abort = () => void upload.abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await upload.done();
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
