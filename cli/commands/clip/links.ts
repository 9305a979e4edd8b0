import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { CLIP_FILE, clipKey, thumbnailName } from '../../../contract/clips/clipKeys.ts';
import { imageKey } from '../../../contract/keys/imageKey.ts';
import type { ClipRequest } from '../../../contract/messages/clip.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';

export interface Link {
  /** `clip`, `manifest` or a picture's width. */
  of: string;
  bucket: string;
  key: string;
  url: string;
}

/** As good as the credentials that signed them, and for so long; seconds. */
const WORKS_SECONDS = 3_600;

/** Where the clip's own files are to be had, the clip first. */
export function linksOf(
  request: ClipRequest,
  output: NonNullable<LedgerJob['output']>,
  s3: S3Client,
): Promise<Link[]> {
  const { bucket, key: manifest, clip } = output;
  const at = (name: string) => imageKey(clipKey(request), name);
  const pictures = (clip?.widths ?? []).map(
    width => [String(width), at(thumbnailName(width, clip?.suffix ?? 'jpg'))] as const,
  );
  const files = [['clip', at(CLIP_FILE)] as const, ...pictures, ['manifest', manifest] as const];
  return Promise.all(
    files.map(async ([of, key]) => {
      const command = new GetObjectCommand({ Bucket: bucket, Key: key });
      return { of, bucket, key, url: await getSignedUrl(s3, command, { expiresIn: WORKS_SECONDS }) };
    }),
  );
}
