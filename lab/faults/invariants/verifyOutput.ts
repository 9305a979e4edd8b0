import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { readImageManifest } from '../../../contract/imageManifest.ts';
import { mediaFacts } from '../../support/mediaFacts.ts';
import type { FaultStack } from '../stack/faultStack.ts';
import type { FoundOutput } from './findOutput.ts';
import type { UploadedSource } from './uploadedSource.ts';

/** What is wrong with an output, in words; it is fetched into `folder`. Null where it is what its source asks for. */
export async function verifyOutput(
  { bucket, key, sourceVersion }: FoundOutput,
  source: UploadedSource,
  rendition: string,
  { stack, folder }: { stack: FaultStack; folder: string },
): Promise<string | null> {
  if (sourceVersion !== source.eTag)
    return `the output is of version ${sourceVersion}, the newest is ${source.eTag}`;
  const { Body } = await stack.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  if (rendition === 'stills') return verifyManifest(bytes, bucket, stack);
  const path = join(folder, 'output.mp4');
  await writeFile(path, bytes);
  const { height, duration, codec } = await mediaFacts(path);
  const lines = rendition === 'small' ? 240 : 144;
  if (codec !== 'h264' || height !== lines) return `it is ${codec} of ${height} lines`;
  return Math.abs(duration - source.seconds) < 0.2
    ? null
    : `it runs ${duration} s, the source ${source.seconds} s`;
}

async function verifyManifest(bytes: Uint8Array, bucket: string, { s3 }: FaultStack): Promise<string | null> {
  const { images } = readImageManifest(Buffer.from(bytes).toString());
  for (const { key, sizeBytes } of images) {
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).catch(() => null);
    if (head?.ContentLength !== sizeBytes) return `image ${key} is not as the manifest has it`;
  }
  return images.length > 0 ? null : 'its manifest is empty';
}
