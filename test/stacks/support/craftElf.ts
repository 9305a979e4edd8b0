import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from './tempFolder.ts';

const HEADER_BYTES = 64;
const SEGMENT_BYTES = 56;

export interface ElfShape {
  readonly machine?: 'x86_64' | 'arm64' | number;
  /** Segment types: 1 is code to load, 3 names a loader. */
  readonly segments?: number[];
  readonly type?: number;
  readonly class?: number;
}

/** A file that begins as a program does; there is nothing in it to run. */
export function craftElf({
  machine = 'x86_64',
  segments = [1],
  type = 2,
  class: bits = 2,
}: ElfShape = {}): Buffer {
  const elf = Buffer.alloc(HEADER_BYTES + segments.length * SEGMENT_BYTES);
  elf.write('\x7fELF', 'latin1');
  elf[4] = bits;
  elf[5] = 1;
  elf.writeUInt16LE(type, 16);
  elf.writeUInt16LE(machine === 'x86_64' ? 62 : machine === 'arm64' ? 183 : machine, 18);
  elf.writeBigUInt64LE(BigInt(HEADER_BYTES), 32);
  elf.writeUInt16LE(SEGMENT_BYTES, 54);
  elf.writeUInt16LE(segments.length, 56);
  segments.forEach((segment, index) => {
    elf.writeUInt32LE(segment, HEADER_BYTES + index * SEGMENT_BYTES);
  });
  return elf;
}

/** Its path on disk. */
export function elfFile(shape?: ElfShape): string {
  const path = join(tempFolder(), 'ffmpeg');
  writeFileSync(path, craftElf(shape));
  return path;
}
