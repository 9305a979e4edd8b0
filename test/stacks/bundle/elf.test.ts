import { describe, expect, it } from 'vitest';
import { readElf } from '../../../stacks/bundle/elf.ts';
import { craftElf } from '../support/craftElf.ts';

describe('readElf', () => {
  it('tells the architecture', () => {
    expect(readElf(craftElf({ machine: 'x86_64' }))?.architecture).toBe('x86_64');
    expect(readElf(craftElf({ machine: 'arm64' }))?.architecture).toBe('arm64');
    expect(readElf(craftElf({ machine: 243 }))?.architecture).toBe('ELF machine 243');
  });

  it('takes a program that names a loader for a dynamic one', () => {
    expect(readElf(craftElf({ segments: [6, 3, 1, 2] }))?.dynamic).toBe(true);
    expect(readElf(craftElf({ segments: [1, 1, 4] }))?.dynamic).toBe(false);
  });

  it('takes a position-independent static program for a static one', () => {
    expect(readElf(craftElf({ type: 3, segments: [1, 2] }))?.dynamic).toBe(false);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('#!/bin/sh\n'.padEnd(200))],
    ['a 32-bit program', craftElf({ class: 1 })],
    ['an object file', craftElf({ type: 1 })],
    ['a file cut short in its headers', craftElf({ segments: [1, 3] }).subarray(0, 70)],
  ])('says that %s is no program', (_, bytes) => {
    expect(readElf(bytes)).toBeNull();
  });
});
