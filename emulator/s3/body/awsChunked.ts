import { S3Error } from '../s3Error.ts';

/** A size, a signature or a trailer is far shorter; without a limit a client could fill the memory with one. */
const MAX_LINE_BYTES = 8 * 1024;

/**
 * Takes the data out of an `aws-chunked` body: `<hex size>[;chunk-signature=...]\r\n<data>\r\n`..., a chunk of
 * size 0, then trailers, which are put into `trailers` under lower-case names.
 * AWS verifies each chunk's signature; here any credentials do, so signatures are not looked at.
 * @throws {S3Error} InvalidRequest, IncompleteBody
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  let dataLeft = 0;
  let inTrailers = false;
  let line = '';
  for await (let chunk of source) {
    while (chunk.length > 0) {
      if (dataLeft > 0) {
        const data = chunk.subarray(0, dataLeft);
        dataLeft -= data.length;
        chunk = chunk.subarray(data.length);
        yield data;
        continue;
      }
      const end = chunk.indexOf('\n');
      line += chunk.toString('latin1', 0, end < 0 ? chunk.length : end);
      chunk = end < 0 ? chunk.subarray(chunk.length) : chunk.subarray(end + 1);
      if (line.length > MAX_LINE_BYTES) throw malformed();
      if (end < 0) continue;
      if (inTrailers) keepTrailer(line, trailers);
      // The line end behind a chunk's data reads as an empty line here.
      else if (line.trim() !== '') {
        dataLeft = sizeOf(line);
        inTrailers = dataLeft === 0;
      }
      line = '';
    }
  }
  if (!inTrailers) throw new S3Error('IncompleteBody', 'The request body terminated unexpectedly');
  keepTrailer(line, trailers);
}

function sizeOf(line: string): number {
  const digits = /^([0-9a-f]{1,12})\s*(?:;|$)/i.exec(line.trim())?.[1];
  if (digits === undefined) throw malformed();
  return Number.parseInt(digits, 16);
}

function keepTrailer(line: string, trailers: Map<string, string>): void {
  const colon = line.indexOf(':');
  if (colon > 0) trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
}

function malformed(): S3Error {
  return new S3Error('InvalidRequest', 'The aws-chunked body is malformed.');
}
