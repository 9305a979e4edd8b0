import { S3Error } from '../s3Error.ts';

/** S3 user guide, "Amazon S3 multipart upload limits". */
const MAX_PART_NUMBER = 10_000;

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
