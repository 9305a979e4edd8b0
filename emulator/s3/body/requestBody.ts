import { createHash, type Hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import {
  CHECKSUM_ALGORITHMS,
  type Checksum,
  type ChecksumAlgorithm,
  createDigest,
  type Digest,
} from '../checksums/digest.ts';
import { S3Error } from '../s3Error.ts';
import type { Body } from '../store/receiveBody.ts';
import { decodeAwsChunked } from './awsChunked.ts';

/** A request, as far as its body goes. */
export interface BodySource {
  request: AsyncIterable<Buffer>;
  headers: IncomingHttpHeaders;
  sized?: boolean;
}

/**
 * The payload of a request, decoded and checked on the way: length, x-amz-content-sha256 and one checksum, from a
 * header or a trailer. (Content-MD5 is for whoever reads, because that one computes the MD5 anyway.)
 * Without a checksum AWS computes CRC64NVME and keeps it; here such an object has none.
 */
export class RequestBody implements Body {
  readonly contentMd5: Buffer | null;
  checksum: Checksum | null = null;
  readonly #request: AsyncIterable<Buffer>;
  readonly #length: number | null;
  readonly #chunked: boolean;
  readonly #sha256: string | null;
  readonly #algorithm: ChecksumAlgorithm | null;
  readonly #promised: string | undefined;

  /**
   * @param source.sized false for a file in a form, whose length nobody tells and which is never signed in chunks.
   * @throws {S3Error} MissingContentLength, InvalidDigest, InvalidRequest
   */
  constructor({ request, headers, sized = true }: BodySource) {
    const sha256 = sized ? String(headers['x-amz-content-sha256'] ?? '') : '';
    this.#request = request;
    this.#chunked =
      sized && (sha256.startsWith('STREAMING-') || /\baws-chunked\b/.test(headers['content-encoding'] ?? ''));
    const length = headers[this.#chunked ? 'x-amz-decoded-content-length' : 'content-length'];
    this.#length = sized ? lengthOf(length) : null;
    this.#sha256 = /^[0-9a-f]{64}$/i.test(sha256) ? sha256.toLowerCase() : null;
    this.contentMd5 = md5Of(headers['content-md5']);
    this.#algorithm = algorithmOf(headers);
    this.#promised = headers[`x-amz-checksum-${this.#algorithm}`]?.toString();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const trailers = new Map<string, string>();
    const sha256 = this.#sha256 === null ? null : createHash('sha256');
    const digest = this.#algorithm === null ? null : createDigest(this.#algorithm);
    let length = 0;
    for await (const chunk of this.#chunked ? decodeAwsChunked(this.#request, trailers) : this.#request) {
      length += chunk.byteLength;
      if (this.#length !== null && length > this.#length) break;
      sha256?.update(chunk);
      digest?.update(chunk);
      yield chunk;
    }
    if (this.#length !== null && length !== this.#length) {
      throw new S3Error(
        'IncompleteBody',
        'You did not provide the number of bytes specified by the Content-Length HTTP header',
      );
    }
    this.#checkSha256(sha256);
    this.#checkChecksum(digest, trailers);
  }

  #checkSha256(sha256: Hash | null): void {
    if (sha256 === null || sha256.digest('hex') === this.#sha256) return;
    throw new S3Error(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }

  #checkChecksum(digest: Digest | null, trailers: Map<string, string>): void {
    if (digest === null || this.#algorithm === null) return;
    const promised = this.#promised ?? trailers.get(`x-amz-checksum-${this.#algorithm}`);
    if (promised === undefined) {
      throw new S3Error(
        'MalformedTrailerError',
        'The request contained trailing data that was not well-formed.',
      );
    }
    const value = digest.digest().toString('base64');
    if (value !== promised) {
      throw new S3Error(
        'BadDigest',
        `The ${this.#algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
      );
    }
    this.checksum = { algorithm: this.#algorithm, value, type: 'FULL_OBJECT' };
  }
}

function lengthOf(header: string | string[] | undefined): number {
  const length = /^\d+$/.test(String(header)) ? Number(header) : null;
  if (length !== null) return length;
  throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
}

function md5Of(header: string | string[] | undefined): Buffer | null {
  if (header === undefined) return null;
  const md5 = Buffer.from(String(header), 'base64');
  if (md5.length === 16) return md5;
  throw new S3Error('InvalidDigest', 'The Content-MD5 you specified is not valid.');
}

/** The checksum that comes with the body. One that this server does not know is not verified, and not kept. */
function algorithmOf(headers: IncomingHttpHeaders): ChecksumAlgorithm | null {
  const announced = String(headers['x-amz-trailer'] ?? '').toLowerCase();
  const sent = CHECKSUM_ALGORITHMS.filter(
    name =>
      `x-amz-checksum-${name}` in headers || announced.split(/[\s,]+/).includes(`x-amz-checksum-${name}`),
  );
  if (sent.length > 1) {
    throw new S3Error(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  return sent[0] ?? null;
}
