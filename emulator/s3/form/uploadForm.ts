import type { S3Call } from '../s3Call.ts';
import { S3Error } from '../s3Error.ts';
import { type FormPart, formParts } from './multipart.ts';

/** S3 API reference, "POST Object": all that comes before the file, bytes. */
const MAX_FIELD_BYTES = 20 * 1024;

/** An upload from a browser's form. */
export interface UploadForm {
  /** By lower-case name, without the file. */
  fields: Map<string, string>;
  fileName: string | null;
  /** The file's bytes; what follows them in the form is not looked at, as on AWS. */
  file: AsyncGenerator<Buffer>;
}

/** @throws {S3Error} PreconditionFailed, MalformedPOSTRequest, InvalidArgument, MaxPostPreDataLengthExceededError */
export async function readUploadForm({ request }: Pick<S3Call, 'request'>): Promise<UploadForm> {
  // Left early, the iterator would else close the connection, and the answer with it.
  const source = request.iterator({ destroyOnReturn: false });
  const fields = new Map<string, string>();
  let size = 0;
  const parts = formParts(source, boundaryOf(request.headers['content-type'] ?? ''));
  for (let next = await parts.next(); !next.done; next = await parts.next()) {
    const name = next.value.name.toLowerCase();
    if (name === 'file') return { fields, fileName: next.value.fileName, file: next.value.body };
    const value = await readValue(next.value, MAX_FIELD_BYTES - size);
    size += name.length + Buffer.byteLength(value);
    if (fields.has(name)) throw invalid(name, `POST takes each field once, and ${name} came twice.`);
    fields.set(name, value);
  }
  throw invalid('file', 'POST requires exactly one file upload per request.', '0');
}

function boundaryOf(contentType: string): string {
  const match = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]+)"|([^\s;,]+))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary !== undefined) return boundary;
  throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: 'Bucket POST must be of the enclosure-type multipart/form-data',
  });
}

async function readValue({ body }: FormPart, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new S3Error(
        'MaxPostPreDataLengthExceededError',
        'Your POST request fields preceding the upload file were too large.',
        { MaxPostPreDataLengthBytes: String(MAX_FIELD_BYTES) },
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function invalid(name: string, message: string, value = ''): S3Error {
  return new S3Error('InvalidArgument', message, { ArgumentName: name, ArgumentValue: value });
}
