/** Castagnoli's polynomial, reflected (RFC 3720, appendix B.4). */
const POLYNOMIAL = 0x82f63b78;

/** Eight tables of 256: "slicing by 8" takes eight bytes a turn, some five times faster than one by one. */
const TABLES = makeTables();

/** CRC-32C of `chunk`, going on from `crc`, the value of what came before (0 at the start). */
export function crc32c(chunk: Uint8Array, crc: number): number {
  const t = TABLES;
  const sliced = chunk.length - (chunk.length % 8);
  let c = ~crc;
  let i = 0;
  for (; i < sliced; i += 8) {
    c ^= at(chunk, i) | (at(chunk, i + 1) << 8) | (at(chunk, i + 2) << 16) | (at(chunk, i + 3) << 24);
    c =
      at(t, 1792 + (c & 255)) ^
      at(t, 1536 + ((c >>> 8) & 255)) ^
      at(t, 1280 + ((c >>> 16) & 255)) ^
      at(t, 1024 + (c >>> 24)) ^
      at(t, 768 + at(chunk, i + 4)) ^
      at(t, 512 + at(chunk, i + 5)) ^
      at(t, 256 + at(chunk, i + 6)) ^
      at(t, at(chunk, i + 7));
  }
  for (; i < chunk.length; i++) c = at(t, (c ^ at(chunk, i)) & 255) ^ (c >>> 8);
  return ~c >>> 0;
}

function makeTables(): Uint32Array {
  const tables = new Uint32Array(8 * 256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ POLYNOMIAL : c >>> 1;
    tables[n] = c;
  }
  for (let n = 256; n < tables.length; n++) {
    const before = at(tables, n - 256);
    tables[n] = (before >>> 8) ^ at(tables, before & 255);
  }
  return tables;
}

/** The indices above stay within their arrays by construction. */
function at(array: Uint8Array | Uint32Array, index: number): number {
  return array[index] as number;
}
