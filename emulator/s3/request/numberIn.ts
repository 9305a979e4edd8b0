import { S3Error } from '../s3Error.ts';

/**
 * A whole number from the query, `otherwise` when it is absent, brought down to `max` when it is more.
 * @throws {S3Error} InvalidArgument
 */
export function numberIn(query: URLSearchParams, name: string, otherwise: number, max: number): number {
  const text = query.get(name);
  if (text === null || text === '') return otherwise;
  if (/^\d{1,10}$/.test(text)) return Math.min(Number(text), max);
  throw new S3Error('InvalidArgument', `Provided ${name} not an integer or within integer range`, {
    ArgumentName: name,
    ArgumentValue: text,
  });
}
