import type { Checksum } from '../checksums/digest.ts';

/** Bytes to store, in order. To refuse them, throw: nothing is stored unless all chunks came. */
export interface Body extends AsyncIterable<Uint8Array> {
  /** MD5 that the bytes must have (Content-MD5). */
  readonly contentMd5?: Buffer | null;
  /** The checksum that was verified on the way, to be kept; read once the last chunk came. */
  readonly checksum?: Checksum | null;
}
