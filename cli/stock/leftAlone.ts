import { GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import {
  decideUpload,
  HEAD_BYTES,
  type Head,
  leftAloneSentence,
} from '../../pipeline/uploads/decideUpload.ts';

/** Why nothing is made of an object that is there, in a sentence: decided anew, as every rendition decided; null for a video. */
export async function leftAlone(client: S3Client, bucket: string, key: string): Promise<string | null> {
  const decision = await decideUpload(key, () => peek(client, bucket, key));
  return decision === 'video' ? null : leftAloneSentence(key, decision);
}

async function peek(client: S3Client, Bucket: string, Key: string): Promise<Head> {
  try {
    const Range = `bytes=0-${HEAD_BYTES - 1}`;
    const { Body, ContentRange } = await client.send(new GetObjectCommand({ Bucket, Key, Range }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return { bytes, sizeBytes: Number(ContentRange?.split('/')[1] ?? bytes.length) };
  } catch (error) {
    // S3 has no range of an empty object.
    const isEmpty = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 416;
    if (isEmpty) return { bytes: new Uint8Array(), sizeBytes: 0 };
    throw error;
  }
}
