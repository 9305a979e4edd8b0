/** The polynomial of ISO 3309, least significant bit first. */
const POLYNOMIAL = 0xedb88320;

/** Of a byte, by each of its values, and so on for the bytes that follow: eight are reckoned at once. */
const TABLES = tables();

/** Read at a time, so that nothing else waits for long; bytes. */
const READ_BYTES = 4 * 1024 ** 2;

/** The CRC-32 of a file or a part of one, in base64 as S3 has it. */
export async function crc32Of(blob: Blob, signal?: AbortSignal): Promise<string> {
  let sum = 0;
  for (let at = 0; at < blob.size; at += READ_BYTES) {
    signal?.throwIfAborted();
    sum = crc32(new Uint8Array(await blob.slice(at, at + READ_BYTES).arrayBuffer()), sum);
  }
  return btoa(String.fromCharCode(sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255));
}

/** Of these bytes, after those that `sum` is of; as zlib's. */
export function crc32(bytes: Uint8Array, sum = 0): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % 8);
  let crc = ~sum;
  for (let at = 0; at < whole; at += 8) {
    const low = view.getUint32(at, true) ^ crc;
    const high = view.getUint32(at + 4, true);
    crc =
      at8(t7, low) ^
      at8(t6, low >>> 8) ^
      at8(t5, low >>> 16) ^
      at8(t4, low >>> 24) ^
      at8(t3, high) ^
      at8(t2, high >>> 8) ^
      at8(t1, high >>> 16) ^
      at8(t0, high >>> 24);
  }
  for (let at = whole; at < bytes.length; at += 1) crc = at8(t0, crc ^ (bytes[at] ?? 0)) ^ (crc >>> 8);
  return ~crc >>> 0;
}

type Table = Int32Array;

function at8(table: Table, value: number): number {
  return table[value & 255] as number;
}

function tables(): [Table, Table, Table, Table, Table, Table, Table, Table] {
  const all = Array.from({ length: 8 }, () => new Int32Array(256));
  const [first] = all as [Table];
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    first[byte] = crc;
  }
  for (let table = 1; table < 8; table += 1) {
    for (let byte = 0; byte < 256; byte += 1) {
      const before = all[table - 1]?.[byte] ?? 0;
      (all[table] as Table)[byte] = at8(first, before) ^ (before >>> 8);
    }
  }
  return all as ReturnType<typeof tables>;
}
