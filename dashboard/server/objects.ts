import { request as askHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as askHttps } from 'node:https';
import type { Connection } from '../../cli/aws/connection.ts';
import type { Lead } from '../reads/looks/links.ts';
import { PAGE_PATH } from '../wire/paths.ts';

/** Below it is what lies in the buckets of an endpoint that lets no page of another origin in. */
export const OBJECTS_PATH = `${PAGE_PATH}objects`;

/** What of a request for an object is S3's to know, and of its answer the browser's; all else is between two alone. */
const ASKED = ['range', 'if-range', 'if-none-match', 'if-modified-since'];
const ANSWERED = [
  ...['content-type', 'content-length', 'content-range', 'content-disposition', 'accept-ranges'],
  ...['etag', 'last-modified'],
];

/** A bucket, a key in it, and a signature. */
const OBJECT = /^\/[^/?]+\/[^?]+\?(?:.*&)?X-Amz-Signature=/;

/**
 * Where a browser finds what S3's own links lead to: on AWS there; on the port that serves both the page and S3 by the page's own
 * origin, whatever name it is called by; at any other endpoint, whose guard refuses pages of other origins, through this server.
 */
export function leadFor({ endpoint }: Connection, servesS3: boolean): Lead {
  if (endpoint === null) return ({ href }) => href;
  const before = servesS3 ? '' : OBJECTS_PATH;
  return ({ pathname, search }) => before + pathname + search;
}

/**
 * Where a browser sends what is to be uploaded: to S3 itself, whose CORS rules let this page in; on the port that serves both, to the
 * page's own origin.
 */
export function sendLeadFor(servesS3: boolean): Lead {
  return ({ href, pathname, search }) => (servesS3 ? pathname + search : href);
}

/** Passes on what is asked of an object, parts of it too; only what is signed. As a document it gets an origin that is nobody's. */
export function passObject(request: IncomingMessage, response: ServerResponse, to: URL): void {
  const { method = 'GET' } = request;
  const asked = to.protocol === 'https:' ? askHttps : askHttp;
  const outgoing = asked(to, { method, headers: headersOf(request, ASKED) }, answer => {
    const headers = { ...headersOf(answer, ANSWERED), 'content-security-policy': 'sandbox' };
    response.writeHead(answer.statusCode ?? 502, { ...headers, 'x-content-type-options': 'nosniff' });
    answer.on('error', () => response.destroy()).pipe(response);
  });
  outgoing.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
  response.on('close', () => outgoing.destroy());
  outgoing.end();
}

/**
 * Where at the endpoint the object is that a request asks for: signed, below the path of objects, to be read, and in one of these
 * buckets, whatever dots the path may have. Null where it asks for something else.
 */
export function objectCalled(
  { method, url = '' }: IncomingMessage,
  endpoint: string,
  buckets: string[],
): URL | null {
  const asked = url.slice(OBJECTS_PATH.length);
  const isRead = method === 'GET' || method === 'HEAD';
  if (!isRead || !url.startsWith(OBJECTS_PATH) || !OBJECT.test(asked)) return null;
  const to = new URL(endpoint + asked);
  return buckets.some(bucket => to.pathname.startsWith(`/${bucket}/`)) ? to : null;
}

function headersOf({ headers }: IncomingMessage, names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap(name => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
  );
}
