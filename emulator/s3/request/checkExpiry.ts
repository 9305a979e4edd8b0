import { S3Error } from '../s3Error.ts';

/**
 * Refuses a presigned URL whose time is over. Any signature is accepted here, where AWS would verify it.
 * @throws {S3Error} AccessDenied, InvalidArgument
 */
export function checkExpiry(query: URLSearchParams, now: Date = new Date()): void {
  const expires = expiryOf(query);
  if (expires === null || now.getTime() <= expires) return;
  if (Number.isNaN(expires)) throw new S3Error('InvalidArgument', 'The time of expiry is not a number.');
  throw new S3Error('AccessDenied', 'Request has expired', {
    Expires: new Date(expires).toISOString(),
    ServerTime: now.toISOString(),
  });
}

/** Signature version 4 gives a start and seconds, version 2 the seconds of the epoch. */
function expiryOf(query: URLSearchParams): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '');
  if (match && query.has('X-Amz-Expires')) {
    const [, year, month, day, hour, minute, second] = match;
    const start = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    return start + Number(query.get('X-Amz-Expires')) * 1000;
  }
  return query.has('Signature') && query.has('Expires') ? Number(query.get('Expires')) * 1000 : null;
}
