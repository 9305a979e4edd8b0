import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { S3Error } from './s3Error.ts';
import type { S3Store } from './store/s3Store.ts';

/** What a request is about. Without a bucket it is to the service, without a key to the bucket. */
export interface S3Target {
  bucket: string;
  key: string;
  query: URLSearchParams;
  /** The request's headers; `x-amz-...` ones may stand in the query too, where presigned URLs have them. */
  headers: IncomingHttpHeaders;
}

/** One request, taken apart. */
export interface S3Call extends S3Target {
  store: S3Store;
  request: IncomingMessage;
  response: ServerResponse;
}

export type S3Action = (call: S3Call) => Promise<void> | void;

/** Virtual-hosted style. On AWS: bucket.s3.us-east-1.amazonaws.com; here what resolves to 127.0.0.1 by itself. */
const BUCKET_HOST = /^(?!s3\.localhost)(?<bucket>[^:]+?)\.(?:s3\.)?localhost(?::\d+)?$/i;

/** @throws {S3Error} InvalidURI */
export function s3Call(store: S3Store, request: IncomingMessage, response: ServerResponse): S3Call {
  return { store, request, response, ...s3Target(request) };
}

/** @throws {S3Error} InvalidURI */
export function s3Target(request: IncomingMessage): S3Target {
  // Not `new URL`: it resolves `..` and `%2e%2e`, which are plain characters of a key.
  const target = (request.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '');
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1));
  return {
    query,
    ...bucketAndKey(path.replace(/^\//, ''), request.headers.host ?? ''),
    headers: { ...hoisted(query), ...request.headers },
  };
}

function bucketAndKey(path: string, host: string): { bucket: string; key: string } {
  const bucket = hostBucket(host);
  if (bucket !== undefined) return { bucket, key: decode(path) };
  const slash = path.indexOf('/');
  if (slash < 0) return { bucket: decode(path), key: '' };
  return { bucket: decode(path.slice(0, slash)), key: decode(path.slice(slash + 1)) };
}

/** Where an object is, by the name that the client knows this server by. */
export function objectUrl({ request, bucket }: Pick<S3Call, 'request' | 'bucket'>, key: string): string {
  const host = request.headers.host ?? 'localhost';
  const path = hostBucket(host) === undefined ? `${bucket}/` : '';
  return `http://${host}/${path}${encodeURIComponent(key)}`;
}

/** The bucket that a Host names, if it does. */
function hostBucket(host: string): string | undefined {
  return BUCKET_HOST.exec(host)?.groups?.bucket;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new S3Error('InvalidURI', "Couldn't parse the specified URI.", { URI: path });
  }
}

/**
 * Checksums are left out: SDKs compute one while they presign, when there is no body yet, and so put that of
 * nothing into the URL.
 */
function hoisted(query: URLSearchParams): IncomingHttpHeaders {
  const names = [...query.keys()].filter(name => /^x-amz-(?!checksum-)/i.test(name));
  return Object.fromEntries(names.map(name => [name.toLowerCase(), query.get(name) ?? '']));
}
