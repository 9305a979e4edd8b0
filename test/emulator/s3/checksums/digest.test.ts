import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createDigest } from '../../../../emulator/s3/checksums/digest.ts';

/** The check values of the CRC catalogue (reveng.sourceforge.io): the digest of the digits 1 to 9. */
test.each([
  ['crc32', 'cbf43926'],
  ['crc32c', 'e3069283'],
  ['crc64nvme', 'ae8b14860a799888'],
] as const)('%s has its published check value', (algorithm, check) => {
  const digest = createDigest(algorithm);
  digest.update(Buffer.from('123456789'));
  expect(digest.digest().toString('hex')).toBe(check);
});

test.each(['crc32', 'crc32c', 'crc64nvme'] as const)(
  '%s does not depend on how the bytes are cut',
  algorithm => {
    const bytes = randomBytes(1000);
    const whole = createDigest(algorithm);
    const pieces = createDigest(algorithm);
    whole.update(bytes);
    for (let at = 0, size = 1; at < bytes.length; at += size, size = (size % 19) + 1) {
      pieces.update(bytes.subarray(at, at + size));
    }
    expect(pieces.digest()).toEqual(whole.digest());
  },
);
