/** What a program file says of itself; of other architectures only their ELF number is known. */
export interface Elf {
  readonly architecture: 'x86_64' | 'arm64' | `ELF machine ${number}`;
  /** It names a loader (PT_INTERP), so it runs only where that loader and its libraries are. */
  readonly dynamic: boolean;
}

// Numbers from the System V ABI, "Object Files" (elf.h).
const MAGIC = Buffer.from('\x7fELF');
const CLASS_64_BIT = 2;
const LITTLE_ENDIAN = 1;
const RUNNABLE_TYPES = [2 /* ET_EXEC */, 3 /* ET_DYN: position-independent */];
const MACHINES: Record<number, 'x86_64' | 'arm64'> = { 62: 'x86_64', 183: 'arm64' };
const PT_INTERP = 3;
const HEADER_BYTES = 64;

/**
 * Reads the headers of a 64-bit little-endian ELF program, Lambda's kind, from the first bytes of its file.
 * Returns null for anything else: another format, a library's object file, headers cut short.
 */
export function readElf(start: Buffer): Elf | null {
  if (start.length < HEADER_BYTES || !start.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  if (start[4] !== CLASS_64_BIT || start[5] !== LITTLE_ENDIAN) return null;
  if (!RUNNABLE_TYPES.includes(start.readUInt16LE(16))) return null;
  const segments = segmentTypes(start);
  if (!segments) return null;
  const machine = start.readUInt16LE(18);
  return {
    architecture: MACHINES[machine] ?? `ELF machine ${machine}`,
    dynamic: segments.includes(PT_INTERP),
  };
}

function segmentTypes(start: Buffer): number[] | null {
  const offset = Number(start.readBigUInt64LE(32));
  const size = start.readUInt16LE(54);
  const count = start.readUInt16LE(56);
  if (offset + size * count > start.length) return null;
  return Array.from({ length: count }, (_, index) => start.readUInt32LE(offset + index * size));
}
