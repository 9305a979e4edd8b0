import { InvalidObjectState, S3ServiceException } from '@aws-sdk/client-s3';

/** True for S3's answer that the object (or this version of it) is not there. */
export function isNotFound(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** True where an If-Match or If-None-Match did not hold, or where a concurrent write made S3 give up (409). */
export function isPreconditionFailed(error: unknown): boolean {
  return statusOf(error) === 412 || statusOf(error) === 409;
}

/** True for S3's answer that the object has none of the bytes asked for: it is empty. */
export function isInvalidRange(error: unknown): boolean {
  return statusOf(error) === 416;
}

/** True for S3's answer that the object lies in Glacier or Deep Archive and was not restored. */
export function isArchived(error: unknown): boolean {
  return error instanceof InvalidObjectState;
}

/** True for S3's answer that it is the request that cannot be answered: the same one is answered alike. */
export function isRefused(error: unknown): boolean {
  const status = statusOf(error) ?? 0;
  return status >= 400 && status < 500;
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}
