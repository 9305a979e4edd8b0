import type { S3Client } from '@aws-sdk/client-s3';
import { inputObject } from './inputObject.ts';

/** The version that an object has now, as jobs name it: versionId, else eTag. Null where there is no such object. */
export async function currentVersion(
  client: S3Client,
  { bucket, key }: { bucket: string; key: string },
): Promise<string | null> {
  const object = await inputObject(client, bucket, key);
  return object?.VersionId ?? object?.ETag?.replaceAll('"', '') ?? null;
}
