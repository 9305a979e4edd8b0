import { S3Error } from '../s3Error.ts';

/** One field of a form. Its body must be read to the end before the next part is asked for. */
export interface FormPart {
  name: string;
  /** Null for a plain field. */
  fileName: string | null;
  body: AsyncGenerator<Buffer>;
}

/** A Content-Disposition and a Content-Type are far shorter. */
const MAX_HEAD_BYTES = 8 * 1024;

/**
 * The parts of a multipart/form-data body (RFC 7578), as they come: a file is never held in memory.
 * @throws {S3Error} MalformedPOSTRequest
 */
export async function* formParts(source: AsyncIterable<Buffer>, boundary: string): AsyncGenerator<FormPart> {
  const bytes = new Bytes(source);
  const delimiter = `\r\n--${boundary}`;
  await drain(bytes.until(delimiter));
  while (!(await text(bytes.until('\r\n'))).startsWith('--')) {
    const head = await text(bytes.until('\r\n\r\n'));
    yield { ...readHead(head), body: bytes.until(delimiter) };
  }
}

/** Bytes that can be taken up to a mark, wherever the chunks of the body are cut. */
class Bytes {
  readonly #chunks: AsyncIterator<Buffer>;
  /** The first boundary stands at the very start, without the line end that belongs to all others. */
  #held = Buffer.from('\r\n');

  constructor(source: AsyncIterable<Buffer>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  async *until(mark: string): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at >= 0) {
        const last = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + mark.length);
        yield last;
        return;
      }
      // The end may be the beginning of the mark.
      const sure = this.#held.length - mark.length + 1;
      if (sure > 0) {
        const data = this.#held.subarray(0, sure);
        this.#held = this.#held.subarray(sure);
        yield data;
      }
      const { value, done } = await this.#chunks.next();
      if (done) throw malformed();
      this.#held = Buffer.concat([this.#held, value]);
    }
  }
}

function readHead(head: string): Pick<FormPart, 'name' | 'fileName'> {
  const disposition = head.split('\r\n').find(line => /^content-disposition\s*:\s*form-data\b/i.test(line));
  const name = parameter(disposition ?? '', 'name');
  if (name === null) throw malformed();
  return { name, fileName: parameter(disposition ?? '', 'filename') };
}

/** Browsers write a quote as %22, curl as \". */
function parameter(header: string, name: string): string | null {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"((?:\\\\"|[^"])*)"|([^;\\s]+))`, 'i').exec(header);
  return match ? (match[1]?.replaceAll('\\"', '"') ?? match[2] ?? null) : null;
}

async function text(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_HEAD_BYTES) throw malformed();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

async function drain(body: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of body);
}

function malformed(): S3Error {
  return new S3Error(
    'MalformedPOSTRequest',
    'The body of your POST request is not well-formed multipart/form-data.',
  );
}
