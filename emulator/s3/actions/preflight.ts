import { corsHeaders } from '../cors/corsHeaders.ts';
import type { S3Call } from '../s3Call.ts';
import { S3Error } from '../s3Error.ts';

/** A browser asks before it lets a page send a request. Wrong times and signatures of the URL matter only then. */
export function preflight(call: S3Call): void {
  const { request, response, store, bucket, key } = call;
  const { origin, 'access-control-request-method': method } = request.headers;
  if (origin === undefined) {
    throw new S3Error('BadRequest', 'Insufficient information. Origin request header needed.');
  }
  if (method === undefined) {
    throw new S3Error('BadRequest', 'Invalid Access-Control-Request-Method: null');
  }
  const names = String(request.headers['access-control-request-headers'] ?? '').split(',');
  const headers = names.map(name => name.trim().toLowerCase()).filter(name => name !== '');
  const allowed = corsHeaders(call, { method, headers });
  if (allowed === null) {
    const why =
      store.cors.get(bucket).length === 0
        ? 'CORS is not enabled for this bucket.'
        : "This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";
    throw new S3Error('AccessForbidden', `CORSResponse: ${why}`, {
      Method: method,
      ResourceType: key === '' ? 'BUCKET' : 'OBJECT',
    });
  }
  const allowHeaders = headers.length > 0 ? { 'access-control-allow-headers': headers.join(', ') } : {};
  response.writeHead(200, { ...allowed, ...allowHeaders, 'content-length': 0 }).end();
}
