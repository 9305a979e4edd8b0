import type { OutgoingHttpHeaders } from 'node:http';
import type { S3Call } from '../s3Call.ts';
import { findCorsRule } from './corsRule.ts';

/**
 * What every answer to a page of an allowed origin carries, errors too; nothing for other requests, as on AWS.
 * `asked` is the method and, in a preflight, the headers that a rule has to allow.
 */
export function corsHeaders(
  { store, bucket, request }: Pick<S3Call, 'store' | 'bucket' | 'request'>,
  asked: { method: string; headers?: string[] } = { method: request.method ?? '' },
): OutgoingHttpHeaders | null {
  const { origin } = request.headers;
  const found = origin === undefined ? null : findCorsRule(store.cors.get(bucket), { origin, ...asked });
  if (found === null) return null;
  const { rule, allowedOrigin } = found;
  return {
    ...(allowedOrigin === '*'
      ? { 'access-control-allow-origin': '*' }
      : { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }),
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    ...(rule.exposeHeaders.length > 0 && {
      'access-control-expose-headers': rule.exposeHeaders.join(', '),
    }),
    ...(rule.maxAgeSeconds !== undefined && { 'access-control-max-age': String(rule.maxAgeSeconds) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}
