import { type Checksum, createDigest, digesting } from '../checksums/digest.ts';
import { S3Error } from '../s3Error.ts';
import type { Bodies } from './bodies.ts';

/** Bytes to store, in order. To refuse them, throw: nothing is stored unless all chunks came. */
export interface Body extends AsyncIterable<Uint8Array> {
  /** MD5 that the bytes must have (Content-MD5). */
  readonly contentMd5?: Buffer | null;
  /** The checksum that was verified on the way, to be kept; read once the last chunk came. */
  readonly checksum?: Checksum | null;
}

export interface Received {
  /** Id in Bodies; still without a row. */
  body: string;
  sizeBytes: number;
  eTag: string;
  checksum: Checksum | null;
}

/**
 * Writes `body` to disk as it comes.
 * @throws {S3Error} BadDigest when its MD5 is not the promised one; whatever the body throws; nothing is kept then.
 */
export async function receiveBody(bodies: Bodies, body: Body, options: { sync: boolean }): Promise<Received> {
  const md5 = createDigest('md5');
  const { id, sizeBytes } = await bodies.write(digesting(body, md5), options);
  const digest = md5.digest();
  if (body.contentMd5 && !body.contentMd5.equals(digest)) {
    await bodies.remove(id);
    throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  return { body: id, sizeBytes, eTag: digest.toString('hex'), checksum: body.checksum ?? null };
}
