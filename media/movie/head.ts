import { type Box, boxBytes } from './box.ts';

/** A `mdat` whose size is told in 64 bits. */
const DATA_HEAD_BYTES = 16;

/**
 * All that stands ahead of the data of an MP4 whose index is in front. `index` writes its `moov` for data that begins at
 * a place, and must be as long for every place.
 */
export function headOf(brand: Buffer, index: (dataAt: number) => Box, dataBytes: number): Buffer {
  const dataAt = brand.length + boxBytes(index(0)).length + DATA_HEAD_BYTES;
  const dataHead = Buffer.alloc(DATA_HEAD_BYTES);
  dataHead.writeUInt32BE(1, 0);
  dataHead.write('mdat', 4, 'latin1');
  dataHead.writeBigUInt64BE(BigInt(DATA_HEAD_BYTES + dataBytes), 8);
  return Buffer.concat([brand, boxBytes(index(dataAt)), dataHead]);
}
