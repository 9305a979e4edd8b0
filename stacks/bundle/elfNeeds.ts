/** What a dynamic program asks of the machine that it runs on. */
export interface ElfNeeds {
  /** Names of shared libraries, e.g. `libm.so.6`. */
  readonly libraries: string[];
  /** The versions of their symbols, e.g. `GLIBC_2.28`. */
  readonly versions: string[];
}

/** Bytes of a file; fewer at its end. */
export type ReadAt = (offset: number, length: number) => Buffer;

interface Segment {
  type: number;
  offset: number;
  address: number;
  size: number;
}

// Numbers from the System V ABI, "Dynamic Linking", and from the LSB's symbol versions (elf.h).
const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const DT_NEEDED = 1;
const DT_STRTAB = 5;
const DT_STRSZ = 10;
const DT_VERNEED = 0x6fff_fffe;
const DT_VERNEEDNUM = 0x6fff_ffff;
const HEADER_BYTES = 64;
const VERNEED_BYTES = 16;

/** No linker comes near these; a file that claims more is not read into memory. */
const MAX_TABLE_BYTES = 16 * 1024 * 1024;

/**
 * Reads what the loader would look for from a program that `readElf` knows to be 64-bit and little-endian. Null where
 * it has nothing to tell a loader.
 * @throws {RangeError} where its tables point outside the file.
 */
export function elfNeeds(read: ReadAt): ElfNeeds | null {
  const segments = readSegments(read);
  const dynamic = segments.find(({ type }) => type === PT_DYNAMIC);
  if (!dynamic) return null;
  const entries = dynamicEntries(table(read, dynamic.offset, dynamic.size));
  const value = (tag: number) => entries.find(entry => entry.tag === tag)?.value ?? 0;
  const strings = table(read, fileOffset(segments, value(DT_STRTAB)), value(DT_STRSZ));
  const needed = entries.filter(({ tag }) => tag === DT_NEEDED);
  return {
    libraries: needed.map(entry => stringAt(strings, entry.value)),
    versions: neededVersions(read, segments, value(DT_VERNEED), value(DT_VERNEEDNUM)).map(at =>
      stringAt(strings, at),
    ),
  };
}

function readSegments(read: ReadAt): Segment[] {
  const header = read(0, HEADER_BYTES);
  const [size, count] = [header.readUInt16LE(54), header.readUInt16LE(56)];
  const headers = table(read, Number(header.readBigUInt64LE(32)), size * count);
  return Array.from({ length: count }, (_, index) => {
    const entry = headers.subarray(index * size, (index + 1) * size);
    return {
      type: entry.readUInt32LE(0),
      offset: Number(entry.readBigUInt64LE(8)),
      address: Number(entry.readBigUInt64LE(16)),
      size: Number(entry.readBigUInt64LE(32)),
    };
  });
}

function dynamicEntries(bytes: Buffer): { tag: number; value: number }[] {
  return Array.from({ length: Math.floor(bytes.length / 16) }, (_, index) => ({
    tag: Number(bytes.readBigUInt64LE(16 * index)),
    value: Number(bytes.readBigUInt64LE(16 * index + 8)),
  }));
}

/** Offsets of names: each needed library has a chain of the versions that are needed of it. */
function neededVersions(read: ReadAt, segments: Segment[], address: number, libraries: number): number[] {
  const names: number[] = [];
  let at = fileOffset(segments, address);
  for (let library = 0; library < libraries; library += 1) {
    const entry = table(read, at, VERNEED_BYTES);
    let next = at + entry.readUInt32LE(8);
    for (let version = 0; version < entry.readUInt16LE(2); version += 1) {
      const one = table(read, next, VERNEED_BYTES);
      names.push(one.readUInt32LE(8));
      next += one.readUInt32LE(12);
    }
    at += entry.readUInt32LE(12);
  }
  return names;
}

/** The dynamic section speaks of addresses in memory. */
function fileOffset(segments: Segment[], address: number): number {
  const segment = segments.find(
    one => one.type === PT_LOAD && one.address <= address && address < one.address + one.size,
  );
  return segment ? segment.offset + address - segment.address : 0;
}

function table(read: ReadAt, offset: number, length: number): Buffer {
  if (length > MAX_TABLE_BYTES) throw new RangeError(`A table of ${length} bytes is no linker's work.`);
  const bytes = read(offset, length);
  if (bytes.length < length) throw new RangeError('The program is cut short.');
  return bytes;
}

function stringAt(strings: Buffer, at: number): string {
  return strings.toString('latin1', at, strings.indexOf(0, at));
}
