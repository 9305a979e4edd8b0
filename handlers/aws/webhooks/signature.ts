import { createHmac } from 'node:crypto';
import { keyIn } from '../../../contract/webhooks/secret.ts';

/** What a receiver checks a request by. */
export interface Signed {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
}

/**
 * The headers of the Standard Webhooks specification 1.0.0: HMAC-SHA256 over `id.timestamp.body`, one signature a secret, so
 * that a receiver may have either while a secret is changed.
 */
export function signedHeaders(id: string, at: Date, body: string, secrets: string[]): Signed {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map(secret => {
    const mac = createHmac('sha256', keyIn(secret)).update(`${id}.${timestamp}.${body}`);
    return `v1,${mac.digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
