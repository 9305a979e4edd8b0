import { checkCopySource, copySource } from '../request/copySource.ts';
import { partNumberOf, uploadNameOf } from '../request/queryParameters.ts';
import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';
import { S3Error } from '../s3Error.ts';
import type { ByteRange } from '../store/bodies.ts';

export async function uploadPartCopy(call: S3Call): Promise<void> {
  const { store, response, headers } = call;
  const number = partNumberOf(call.query);
  const from = copySource(String(headers['x-amz-copy-source']));
  store.uploads.get(uploadNameOf(call));
  const source = store.head(from.bucket, from.key);
  checkCopySource(headers, source);
  const range = rangeOf(headers['x-amz-copy-source-range']?.toString(), source.sizeBytes);
  const bytes = store.open(from.bucket, from.key, range);
  const part = await store.uploads.putPart(uploadNameOf(call), number, bytes);
  sendXml(response, 'CopyPartResult', {
    LastModified: part.modifiedAt.toISOString(),
    ETag: `"${part.eTag}"`,
  });
}

/** Stricter than the Range of a read: both ends, and within the source. */
function rangeOf(header: string | undefined, sizeBytes: number): ByteRange | null {
  if (header === undefined) return null;
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  const range = { start: Number(match?.[1]), end: Number(match?.[2]) };
  if (match && range.start <= range.end && range.end < sizeBytes) return range;
  throw new S3Error(
    'InvalidArgument',
    `The x-amz-copy-source-range value must be of the form bytes=first-last, within the source of ${sizeBytes} bytes`,
    { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: header },
  );
}
