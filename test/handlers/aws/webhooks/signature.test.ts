import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { newSecret } from '../../../../contract/webhooks/secret.ts';
import { retryAfterIn } from '../../../../handlers/aws/webhooks/retryAfterIn.ts';
import { signedHeaders } from '../../../../handlers/aws/webhooks/signature.ts';

it('a signature is what the published library makes of the same', () => {
  const [first, second] = [newSecret(), newSecret()];
  const at = new Date(1_800_000_000_999);
  for (const body of ['{}', '{"key":"caf\u00e9 \u{1f3ac}.mp4"}']) {
    const signed = signedHeaders('msg_1', at, body, [first, second]);
    const theirs = [first, second].map(secret => new Webhook(secret).sign('msg_1', at, body));
    expect(signed).toEqual({
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1800000000',
      'webhook-signature': theirs.join(' '),
    });
  }
});

it.each([
  [undefined, undefined],
  ['30', 30],
  ['Thu, 26 Nov 2026 18:01:00 GMT', 60],
  ['Thu, 26 Nov 2026 17:00:00 GMT', 0],
  ['soon', undefined],
])('Retry-After of "%s" is %s', (header, seconds) => {
  const now = Date.parse('2026-11-26T18:00:00Z');
  expect(retryAfterIn(header, now)).toBe(seconds);
});
