/** The reflected polynomial of the NVM Express specification (CRC-64/NVME), upper and lower half. */
const POLYNOMIAL_HIGH = 0x9a6c9329;
const POLYNOMIAL_LOW = 0xac4bc9b5;

/** Eight tables of 256 in halves of 32 bits: numbers of 64 bits exist only as BigInt, far too slow here. */
const { high: HIGH, low: LOW } = makeTables();

/** CRC-64/NVME, the checksum that S3 computes and newer AWS CLIs send by default. */
export class Crc64Nvme {
  #high = -1;
  #low = -1;

  update(chunk: Uint8Array): void {
    const sliced = chunk.length - (chunk.length % 8);
    let high = this.#high;
    let low = this.#low;
    let i = 0;
    for (; i < sliced; i += 8) {
      low ^= at(chunk, i) | (at(chunk, i + 1) << 8) | (at(chunk, i + 2) << 16) | (at(chunk, i + 3) << 24);
      high ^=
        at(chunk, i + 4) | (at(chunk, i + 5) << 8) | (at(chunk, i + 6) << 16) | (at(chunk, i + 7) << 24);
      const a = 1792 + (low & 255);
      const b = 1536 + ((low >>> 8) & 255);
      const c = 1280 + ((low >>> 16) & 255);
      const d = 1024 + (low >>> 24);
      const e = 768 + (high & 255);
      const f = 512 + ((high >>> 8) & 255);
      const g = 256 + ((high >>> 16) & 255);
      const h = high >>> 24;
      high =
        at(HIGH, a) ^
        at(HIGH, b) ^
        at(HIGH, c) ^
        at(HIGH, d) ^
        at(HIGH, e) ^
        at(HIGH, f) ^
        at(HIGH, g) ^
        at(HIGH, h);
      low =
        at(LOW, a) ^ at(LOW, b) ^ at(LOW, c) ^ at(LOW, d) ^ at(LOW, e) ^ at(LOW, f) ^ at(LOW, g) ^ at(LOW, h);
    }
    for (; i < chunk.length; i++) {
      const n = (low ^ at(chunk, i)) & 255;
      low = ((low >>> 8) | (high << 24)) ^ at(LOW, n);
      high = (high >>> 8) ^ at(HIGH, n);
    }
    this.#high = high;
    this.#low = low;
  }

  digest(): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE(~this.#high >>> 0);
    bytes.writeUInt32BE(~this.#low >>> 0, 4);
    return bytes;
  }
}

function makeTables(): { high: Uint32Array; low: Uint32Array } {
  const high = new Uint32Array(8 * 256);
  const low = new Uint32Array(8 * 256);
  for (let n = 0; n < 256; n++) {
    let h = 0;
    let l = n;
    for (let bit = 0; bit < 8; bit++) {
      const odd = l & 1;
      l = (l >>> 1) | (h << 31);
      h >>>= 1;
      if (odd) {
        h ^= POLYNOMIAL_HIGH;
        l ^= POLYNOMIAL_LOW;
      }
    }
    high[n] = h;
    low[n] = l;
  }
  for (let n = 256; n < high.length; n++) {
    const h = at(high, n - 256);
    const l = at(low, n - 256);
    high[n] = (h >>> 8) ^ at(high, l & 255);
    low[n] = ((l >>> 8) | (h << 24)) ^ at(low, l & 255);
  }
  return { high, low };
}

/** The indices above stay within their arrays by construction. */
function at(array: Uint8Array | Uint32Array, index: number): number {
  return array[index] as number;
}
