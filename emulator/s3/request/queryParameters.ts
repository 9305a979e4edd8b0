import type { S3Call } from '../s3Call.ts';
import { S3Error } from '../s3Error.ts';
import type { UploadName } from '../uploads/uploadTable.ts';

/** S3 user guide, "Amazon S3 multipart upload limits". */
const MAX_PART_NUMBER = 10_000;

/** The upload in parts that a request is about. */
export function uploadNameOf({ bucket, key, query }: S3Call): UploadName {
  return { bucket, key, id: query.get('uploadId') ?? '' };
}

/** @throws {S3Error} InvalidArgument */
export function partNumberOf(query: URLSearchParams): number {
  const text = query.get('partNumber') ?? '';
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= MAX_PART_NUMBER) return number;
  throw new S3Error(
    'InvalidArgument',
    `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`,
    { ArgumentName: 'partNumber', ArgumentValue: text },
  );
}

/**
 * A whole number from the query, `otherwise` when it is absent, brought down to `max` when it is more.
 * @throws {S3Error} InvalidArgument
 */
export function numberParameter(
  query: URLSearchParams,
  name: string,
  otherwise: number,
  max: number,
): number {
  const text = query.get(name);
  if (text === null || text === '') return otherwise;
  if (/^\d{1,10}$/.test(text)) return Math.min(Number(text), max);
  throw new S3Error('InvalidArgument', `Provided ${name} not an integer or within integer range`, {
    ArgumentName: name,
    ArgumentValue: text,
  });
}
