import { expect, it } from 'vitest';
import { checkedUrl } from '../../../../cli/commands/webhook/checkedUrl.ts';

const FAR = { loopback: false };
const HERE = { loopback: true };

it.each([
  ['of a private address', 'https://10.0.0.1/', /no address that all of the internet reaches/],
  ['of where clouds keep metadata', 'https://169.254.169.254/latest', /no address that all/],
  ['of IPv4 in the clothes of IPv6', 'https://[::ffff:169.254.169.254]/', /no address that all/],
  ['of this machine', 'https://127.0.0.1/', /no address that all/],
  ['of this machine as one number', 'https://2130706433/', /127\.0\.0\.1 is not called/],
  ['of this machine in hexadecimal', 'https://0x7f.1/', /127\.0\.0\.1 is not called/],
  ['of a name that stands for this machine', 'https://localhost/', /stands for/],
  ['without TLS', 'http://example.com/', /not https/],
  ['with a password', 'https://user:secret@example.com/', /has a password in it/],
  ['with a fragment', 'https://example.com/#part', /has a # in it/],
  ['with an empty fragment', 'https://example.com/#', /has a # in it/],
  ['of another protocol', 'ftp://example.com/', /none that begins with https/],
  ['that is none', 'example.com', /none that begins with https/],
  ['too long', `https://example.com/${'x'.repeat(2_000)}`, /longer than 2000 letters/],
])('a URL %s is not taken', async (_, url, why) => {
  await expect(checkedUrl(url, FAR)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(why),
  });
});

it.each([
  ['https://93.184.216.34:8443/hook?token=x', FAR],
  ['https://[2606:2800:220:1:248:1893:25c8:1946]/', FAR],
  ['http://127.0.0.1:3000/hook', HERE],
  ['http://localhost:3000/hook', HERE],
])('%s is taken with %j', async (url, reach) => {
  expect((await checkedUrl(url, reach)).href).toBe(url);
});

it('of this machine alone is http taken where that is called', async () => {
  await expect(checkedUrl('http://10.0.0.1/', HERE)).rejects.toMatchObject({ exitCode: 2 });
});
