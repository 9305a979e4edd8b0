import { HeadObjectCommand, type HeadObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';

/** What S3 tells of an object; null when there is none. */
export async function inputObject(
  client: S3Client,
  bucket: string,
  key: string,
): Promise<HeadObjectCommandOutput | null> {
  try {
    return await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  } catch (error) {
    if (isNoObject(error)) return null;
    throw error;
  }
}

/** True where there is no such object. A HEAD's answer has no body, so the SDK has only the status to name the error by. */
export function isNoObject(error: unknown): boolean {
  return error instanceof Error && ['NotFound', 'NoSuchKey', '404'].includes(error.name);
}
