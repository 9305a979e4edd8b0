import { crc32 as zlibs } from 'node:zlib';
import { expect, it } from 'vitest';
import { crc32, crc32Of } from '../../dashboard/page/upload/work/crc32.ts';

it.each([0, 1, 7, 8, 9, 1_000, 65_537])('the page reckons the CRC-32 of %i bytes as zlib does', size => {
  const bytes = Buffer.alloc(size, 'any bytes at all, \xff and \x00 among them', 'latin1');
  expect(crc32(bytes)).toBe(zlibs(bytes));
  expect(crc32(bytes.subarray(3), crc32(bytes.subarray(0, 3)))).toBe(zlibs(bytes));
});

it('and of a file that is read piece by piece, in base64 as S3 has it', async () => {
  const bytes = Buffer.alloc(9_000_001, 'xyz');
  const expected = Buffer.alloc(4);
  expected.writeUInt32BE(zlibs(bytes));
  expect(await crc32Of(new Blob([bytes]))).toBe(expected.toString('base64'));
});
