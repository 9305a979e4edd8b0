import { HeadObjectCommand, NotFound } from '@aws-sdk/client-s3';
import { finalKey } from '../../../contract/keys/finalKey.ts';
import { readOutputMetadata } from '../../../contract/outputMetadata.ts';
import type { FaultStack } from '../stack/faultStack.ts';
import { makerName } from './spending.ts';
import type { UploadedSource } from './uploadedSource.ts';

/** What stands under an output's key, by its metadata. */
export interface FoundOutput {
  bucket: string;
  key: string;
  sourceVersion: string;
  /** Job and attempt. */
  maker: string;
}

/** Null where there is none. */
export async function findOutput(
  { key }: UploadedSource,
  rendition: string,
  { s3 }: FaultStack,
): Promise<FoundOutput | null> {
  const bucket = `fanreel-${rendition}`;
  const outputKey = rendition === 'stills' ? finalKey(null, key) : key;
  try {
    const { Metadata = {} } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: outputKey }));
    const { jobId = '', attempt = '', sourceVersion = '' } = readOutputMetadata(Metadata) ?? {};
    return { bucket, key: outputKey, sourceVersion, maker: makerName(jobId, attempt) };
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
