import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { crc32 } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { type RunningS3, startS3 } from './startS3.ts';

const Bucket = 'videos';
const FILM = Buffer.from('some bytes of film');
const CRC32 = base64Crc32(FILM);

test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
  "the SDK's %s checksum is verified, kept and given back",
  async ChecksumAlgorithm => {
    const { client } = await startS3();
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: FILM, ChecksumAlgorithm }));
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' }));
    expect(got[`Checksum${ChecksumAlgorithm}`]).toBeDefined();
    // The SDK compares it with what it received.
    expect(await got.Body?.transformToByteArray()).toEqual(new Uint8Array(FILM));
  },
);

test.each([
  ['Content-MD5', { 'content-md5': createHash('md5').update('other').digest('base64') }, 'BadDigest'],
  ['a Content-MD5 that is none', { 'content-md5': 'AAAA' }, 'InvalidDigest'],
  ['x-amz-content-sha256', { 'x-amz-content-sha256': '0'.repeat(64) }, 'XAmzContentSHA256Mismatch'],
  ['CRC32', { 'x-amz-checksum-crc32': 'AAAAAA==' }, 'BadDigest'],
  ['CRC32C', { 'x-amz-checksum-crc32c': 'AAAAAA==' }, 'BadDigest'],
  ['CRC64NVME', { 'x-amz-checksum-crc64nvme': 'AAAAAAAAAAA=' }, 'BadDigest'],
  ['SHA1', { 'x-amz-checksum-sha1': 'AAAA' }, 'BadDigest'],
  ['SHA256', { 'x-amz-checksum-sha256': 'AAAA' }, 'BadDigest'],
])('a body that does not match its %s is refused and leaves nothing', async (_, headers, code) => {
  const s3 = await startS3();
  const url = `${s3.endpoint}/${Bucket}/a`;
  const reply = await fetch(url, { method: 'PUT', body: FILM, headers: headers as Record<string, string> });
  expect(reply.status).toBe(400);
  expect(await reply.text()).toContain(`<Code>${code}</Code>`);
  expectNothingStored(s3);
});

test('digests that match are accepted', async () => {
  const { endpoint, store } = await startS3();
  const headers = {
    'content-md5': createHash('md5').update(FILM).digest('base64'),
    'x-amz-content-sha256': createHash('sha256').update(FILM).digest('hex'),
    'x-amz-checksum-crc32': CRC32,
  };
  const reply = await fetch(`${endpoint}/${Bucket}/a`, { method: 'PUT', body: FILM, headers });
  expect(reply.status).toBe(200);
  expect(store.head(Bucket, 'a').checksum).toEqual({ algorithm: 'crc32', value: CRC32, type: 'FULL_OBJECT' });
});

/** Chunks as the SDKs frame them, signed and not; trailers end with or without a newline of their own. */
const FRAMES = {
  'unsigned with a trailer': `5\r\nsome \r\nd\r\nbytes of film\r\n0\r\nx-amz-checksum-crc32:${CRC32}\r\n\r\n`,
  'signed with a trailer': `12;chunk-signature=ab\r\nsome bytes of film\r\n0;chunk-signature=cd\r\nx-amz-checksum-crc32:${CRC32}\n\r\nx-amz-trailer-signature:ef\r\n\r\n`,
};

test.each(Object.entries(FRAMES))('an aws-chunked body, %s, is decoded and checked', async (_, frame) => {
  const s3 = await startS3();
  expect((await putChunked(s3, frame)).status).toBe(200);
  expect(s3.store.head(Bucket, 'a')).toMatchObject({
    sizeBytes: FILM.length,
    eTag: createHash('md5').update(FILM).digest('hex'),
    headers: { 'content-encoding': 'gzip' },
  });
});

test.each([
  ['a wrong trailer', FRAMES['unsigned with a trailer'].replace(CRC32, 'AAAAAA=='), 'BadDigest'],
  ['no trailer', '12\r\nsome bytes of film\r\n0\r\n\r\n', 'MalformedTrailerError'],
  ['less than announced', `5\r\nsome \r\n0\r\nx-amz-checksum-crc32:${CRC32}\r\n\r\n`, 'IncompleteBody'],
  [
    'more than announced',
    `13\r\nsome bytes of films\r\n0\r\nx-amz-checksum-crc32:${CRC32}\r\n\r\n`,
    'IncompleteBody',
  ],
  ['no last chunk', '12\r\nsome bytes of film\r\n', 'IncompleteBody'],
  ['a size that is none', 'zz\r\nsome bytes of film\r\n', 'InvalidRequest'],
  ['a size line without end', '1'.repeat(100_000), 'InvalidRequest'],
])('an aws-chunked body with %s is refused and leaves nothing', async (_, frame, code) => {
  const s3 = await startS3();
  const reply = await putChunked(s3, frame);
  expect(await reply.text()).toContain(`<Code>${code}</Code>`);
  expectNothingStored(s3);
});

test('an upload whose connection breaks leaves nothing', async () => {
  const s3 = await startS3();
  const { hostname, port } = new URL(s3.endpoint);
  const socket = connect(Number(port), hostname);
  socket.write(`PUT /${Bucket}/a HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf`);
  await expect.poll(() => readdirSync(`${s3.dir}/bodies`)).toHaveLength(1);
  socket.destroy();
  await expect.poll(() => readdirSync(`${s3.dir}/bodies`)).toEqual([]);
  expectNothingStored(s3);
});

test('Expect: 100-continue is answered, and a body without a length is refused', async () => {
  const { endpoint, store } = await startS3();
  const { hostname, port } = new URL(endpoint);
  const continued = await exchange(hostname, port, [
    `PUT /${Bucket}/a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 4\r\n\r\n`,
    'film',
  ]);
  expect(continued).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK/);
  expect(store.head(Bucket, 'a').sizeBytes).toBe(4);
  const unsized = await exchange(hostname, port, [
    `PUT /${Bucket}/b HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ]);
  expect(unsized).toMatch(/^HTTP\/1.1 411 /);
});

function putChunked({ endpoint }: RunningS3, frame: string): Promise<Response> {
  return fetch(`${endpoint}/${Bucket}/a`, {
    method: 'PUT',
    body: frame,
    headers: {
      'content-encoding': 'aws-chunked,gzip',
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': String(FILM.length),
      'x-amz-trailer': 'x-amz-checksum-crc32',
    },
  });
}

/** Sends the first text, each other one when an answer came, and gives all that was answered. */
function exchange(hostname: string, port: string, [first = '', ...others]: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(first));
    let answered = '';
    socket.on('data', chunk => {
      answered += chunk;
      const next = others.shift();
      if (next !== undefined) socket.write(next);
    });
    socket.on('end', () => resolve(answered)).on('error', reject);
  });
}

function expectNothingStored({ store, dir, events }: RunningS3): void {
  expect(store.list(Bucket).entries).toEqual([]);
  expect(readdirSync(`${dir}/bodies`)).toEqual([]);
  expect(events).toEqual([]);
}

function base64Crc32(bytes: Buffer): string {
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(bytes));
  return crc.toString('base64');
}
