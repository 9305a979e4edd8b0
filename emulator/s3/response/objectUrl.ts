import { hostBucket, type S3Call } from '../s3Call.ts';

/** Where an object is, by the name that the client knows this server by. */
export function objectUrl({ request, bucket }: Pick<S3Call, 'request' | 'bucket'>, key: string): string {
  const host = request.headers.host ?? 'localhost';
  const path = hostBucket(host) === undefined ? `${bucket}/` : '';
  return `http://${host}/${path}${encodeURIComponent(key)}`;
}
