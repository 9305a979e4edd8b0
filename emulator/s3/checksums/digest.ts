import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { crc32c } from './crc32c.ts';
import { Crc64Nvme } from './crc64nvme.ts';

/** The checksums S3 keeps beside an object, as in the header `x-amz-checksum-<algorithm>`. */
export const CHECKSUM_ALGORITHMS = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

export interface Checksum {
  algorithm: ChecksumAlgorithm;
  /** Base64; a multipart object's composite ends in `-<number of parts>`. */
  value: string;
  type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** A running digest; `digest` is called once, after the last update. */
export interface Digest {
  update(chunk: Uint8Array): unknown;
  digest(): Buffer;
}

export function createDigest(algorithm: ChecksumAlgorithm | 'md5'): Digest {
  if (algorithm === 'crc32') return new Crc32Digest(crc32);
  if (algorithm === 'crc32c') return new Crc32Digest(crc32c);
  if (algorithm === 'crc64nvme') return new Crc64Nvme();
  return createHash(algorithm);
}

/** Passes `chunks` on and lets each digest see them. */
export async function* digesting<T extends Uint8Array>(
  chunks: AsyncIterable<T>,
  ...digests: Digest[]
): AsyncGenerator<T> {
  for await (const chunk of chunks) {
    for (const digest of digests) digest.update(chunk);
    yield chunk;
  }
}

class Crc32Digest implements Digest {
  #crc = 0;
  readonly #next: (chunk: Uint8Array, crc: number) => number;

  constructor(next: (chunk: Uint8Array, crc: number) => number) {
    this.#next = next;
  }

  update(chunk: Uint8Array): void {
    this.#crc = this.#next(chunk, this.#crc);
  }

  digest(): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#crc >>> 0);
    return bytes;
  }
}
