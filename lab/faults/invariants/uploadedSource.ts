import { createHash } from 'node:crypto';

/** What the suite knows of a source that it uploaded. */
export interface UploadedSource {
  key: string;
  /** Of its newest version; null where it was deleted. */
  eTag: string | null;
  seconds: number;
}

/** S3's eTag of a body that was put in one piece. */
export function eTagOf(body: Buffer): string {
  return createHash('md5').update(body).digest('hex');
}
