import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CommandError } from '../../../cli/terminal/commandError.ts';
import { type Deployment, madeOfUploads } from '../../../contract/deployment.ts';
import { hasRoomBeside, readSidecar, sidecarKey } from '../../../contract/wishes/sidecar.ts';
import type { BesideGiven } from '../../wire/uploads/uploads.ts';
import { uploadKey } from './uploadKey.ts';

/**
 * Puts a file of wishes beside a video that is about to be there, right or wrong, for the pipeline tells what is wrong; of another
 * program's nothing.
 */
export async function putBeside(
  s3: S3Client,
  deployment: Deployment,
  { key: of, text }: BesideGiven,
): Promise<{ key: string | null }> {
  const key = sidecarKey(uploadKey(of));
  if (!hasRoomBeside(of)) throw new CommandError(2, 'The key leaves no room for a file of wishes beside it.');
  const Body = Buffer.from(text);
  const renditions = madeOfUploads(deployment).map(({ name }) => name);
  const read = readSidecar(Body, { from: 'the file beside it', renditions });
  if (!read) return { key: null };
  const Bucket = deployment.inputBucket;
  await s3.send(new PutObjectCommand({ Bucket, Key: key, Body, ContentType: 'application/json' }));
  return { key };
}
