import { closeSync, openSync, readSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { elfNeeds, type ReadAt } from '../../../stacks/bundle/elfNeeds.ts';
import { lambdaLacks } from '../../../stacks/bundle/lambdaLacks.ts';
import { craftElf } from '../support/craftElf.ts';

const from =
  (bytes: Buffer): ReadAt =>
  (offset, length) =>
    bytes.subarray(offset, offset + length);

describe('elfNeeds', () => {
  it('finds nothing in a static program', () => {
    expect(elfNeeds(from(craftElf()))).toBeNull();
  });

  it.runIf(process.platform === 'linux')('reads libraries and versions of a real program', () => {
    const file = openSync(process.execPath, 'r');
    const needs = elfNeeds((offset, length) => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
    });
    closeSync(file);
    expect(needs?.libraries).toEqual(expect.arrayContaining(['libc.so.6', 'libm.so.6', 'libstdc++.so.6']));
    expect(needs?.versions).toEqual(expect.arrayContaining(['GCC_3.0', 'GLIBC_2.17']));
  });

  it('refuses a program whose tables lie outside it', () => {
    const cut = craftElf({ segments: [3, 2] });
    cut.writeBigUInt64LE(64n, 64 + 56 + 32);
    expect(() => elfNeeds(from(cut.subarray(0, 64 + 56)))).toThrow(RangeError);
    cut.writeBigUInt64LE(1_000n, 64 + 56 + 8);
    expect(() => elfNeeds(from(cut))).toThrow(RangeError);
  });
});

describe('lambdaLacks', () => {
  it('knows what the runtime has', () => {
    const libraries = ['libc.so.6', 'libmvec.so.1', 'libgcc_s.so.1', 'ld-linux-x86-64.so.2'];
    expect(lambdaLacks({ libraries, versions: ['GLIBC_2.2.5', 'GLIBC_2.34', 'GCC_4.2.0'] })).toEqual([]);
  });

  it('names foreign libraries and too new a glibc, once', () => {
    const versions = ['GLIBC_2.36', 'GLIBC_2.17', 'GLIBC_2.36'];
    expect(lambdaLacks({ libraries: ['libx264.so.164', 'libc.so.6'], versions })).toEqual([
      'libx264.so.164',
      'glibc 2.36',
    ]);
  });
});
