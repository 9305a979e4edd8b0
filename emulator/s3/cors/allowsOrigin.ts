import type { IncomingMessage } from 'node:http';
import { copySource } from '../request/copySource.ts';
import { type S3Target, s3Target } from '../s3Call.ts';
import { S3Error } from '../s3Error.ts';
import type { S3Store } from '../store/s3Store.ts';
import { findCorsRule } from './corsRule.ts';

/**
 * Whether a page of the request's origin may ask for this: the bucket's rules list origin and method. On AWS CORS
 * only tells browsers who may read an answer, and signatures keep strangers out; here nobody looks at signatures, so
 * the rules decide alone, and more strictly where a page could reach beyond what the rule's author had in mind.
 */
export function allowsOrigin(store: S3Store, request: IncomingMessage): boolean {
  const { origin } = request.headers;
  const method = String(
    request.method === 'OPTIONS' ? request.headers['access-control-request-method'] : request.method,
  );
  if (origin === undefined) return false;
  try {
    const target = s3Target(request);
    const needed = neededMethod(method, target);
    const source = target.headers['x-amz-copy-source'];
    const asked = [
      { bucket: target.bucket, method: needed },
      // A copy reads the other bucket.
      ...(source === undefined ? [] : [{ bucket: copySource(String(source)).bucket, method: 'GET' }]),
    ];
    return asked.every(
      ({ bucket, method }) =>
        method !== null && findCorsRule(store.cors.get(bucket), { origin, method }) !== null,
    );
  } catch (error) {
    // A target that cannot be read is in no bucket.
    if (error instanceof S3Error) return false;
    throw error;
  }
}

/** The method that a rule must list, null for what no page may do: making and removing buckets, and setting rules. */
function neededMethod(method: string, { bucket, key, query }: S3Target): string | null {
  if (bucket === '') return null;
  if (key !== '' || method === 'GET' || method === 'HEAD') return method;
  if (method !== 'POST') return null;
  return query.has('delete') ? 'DELETE' : 'POST';
}
