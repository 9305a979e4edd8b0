import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { corsHeaders } from './cors/corsHeaders.ts';
import { checkAcl } from './request/checkAcl.ts';
import { checkExpiry } from './request/checkExpiry.ts';
import { sendError } from './response/sendError.ts';
import { route } from './route.ts';
import { s3Call } from './s3Call.ts';
import type { S3Store } from './store/s3Store.ts';

/**
 * Speaks S3's REST API for `store`: path style and `<bucket>.localhost`. Any credentials and signatures are
 * accepted, where AWS would verify them. Large uploads need an http server whose `requestTimeout` is 0.
 */
export function s3Handler(
  store: S3Store,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const requestId = randomBytes(8).toString('hex').toUpperCase();
    response.setHeader('x-amz-request-id', requestId);
    response.setHeader('server', 'AmazonS3');
    try {
      const call = s3Call(store, request, response);
      response.setHeaders(new Map(Object.entries(corsHeaders(call) ?? {}) as [string, string][]));
      if (request.method !== 'OPTIONS') checkExpiry(call.query);
      checkAcl(call.headers);
      await route(call)(call);
    } catch (error) {
      sendError(response, error, request.url ?? '/', requestId);
    }
  };
}
