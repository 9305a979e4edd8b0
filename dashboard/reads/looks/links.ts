import { posix } from 'node:path';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** For how long a link works, seconds; one that was signed with credentials of a shorter life ends with them. */
export const EXPIRES_IN = 3_600;

/** What a link to an object looks like to whoever asked for it, made of the one that S3 takes. */
export type Lead = (url: URL) => string;

/** An object, and under which name it is saved; without one it is shown. */
export interface LinkTo {
  bucket: string;
  key: string;
  saveAs?: string;
}

/** Links to objects, for who has no credentials: a browser. */
export class Links {
  readonly #s3: S3Client;
  readonly #lead: Lead;

  constructor(s3: S3Client, lead: Lead) {
    this.#s3 = s3;
    this.#lead = lead;
  }

  async to({ bucket, key, saveAs }: LinkTo): Promise<string> {
    const command = new GetObjectCommand({
      ...{ Bucket: bucket, Key: key },
      ...(saveAs !== undefined && { ResponseContentDisposition: attachment(saveAs) }),
    });
    const url = await getSignedUrl(this.#s3, command, { expiresIn: EXPIRES_IN });
    return this.#lead(new URL(url));
  }
}

/** `a/holiday.mov` of 720p in MP4 is saved as `holiday.720p.mp4`. */
export function savedName(key: string, rendition: string, container: string): string {
  return `${posix.parse(key).name}.${rendition}.${container}`;
}

/** RFC 6266: a name in ASCII for old programs, and all of it, percent-encoded as RFC 8187 has it. */
export function attachment(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%/]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
