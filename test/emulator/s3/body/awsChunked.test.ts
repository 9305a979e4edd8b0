import { expect, test } from 'vitest';
import { decodeAwsChunked } from '../../../../emulator/s3/body/awsChunked.ts';

test('the frames may be cut anywhere', async () => {
  const frame = Buffer.from(
    '3;chunk-signature=ab\r\n\r\n0\r\nA\r\n0123456789\r\n0\r\nX-Amz-Checksum-Crc32: abc=\r\n\r\n',
  );
  for (let size = 1; size <= frame.length; size++) {
    const trailers = new Map<string, string>();
    const data: Buffer[] = [];
    for await (const chunk of decodeAwsChunked(cut(frame, size), trailers)) data.push(chunk);
    expect(Buffer.concat(data).toString()).toBe('\r\n00123456789');
    expect([...trailers]).toEqual([['x-amz-checksum-crc32', 'abc=']]);
  }
});

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
