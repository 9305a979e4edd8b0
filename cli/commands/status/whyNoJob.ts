import type { S3Client } from '@aws-sdk/client-s3';
import { inputObject } from '../../aws/inputObject.ts';
import { leftAlone } from '../../stock/leftAlone.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { printable } from '../../terminal/printable.ts';

/** In a sentence; null where nothing tells, for its job may be about to begin. @throws {CommandError} 1 for no such object. */
export async function whyNoJob(client: S3Client, bucket: string, key: string): Promise<string | null> {
  if (await inputObject(client, bucket, key)) return leftAlone(client, bucket, key);
  throw new CommandError(
    1,
    `There is no job for "${printable(key)}" and no such object in bucket ${bucket}: check the key, case counts.`,
  );
}
