/** Where the boxes of a visual sample entry begin in `stsd`: behind its own head, the entry's, and 78 bytes (ISO 14496-12, 12.1.3). */
const VISUAL_BOXES_AT = 8 + 8 + 78;

/** Behind its type: the decoder's buffer, and the highest and the average rate, bits a second (ISO 14496-12, 8.5.2.2). */
const BITRATE_BYTES = 12;

/** The bit rates in a description of pictures; null where it tells none. */
function bitrateAt(stsd: Buffer): number | null {
  for (let at = VISUAL_BOXES_AT; at + 8 <= stsd.length; at += Math.max(8, stsd.readUInt32BE(at))) {
    if (stsd.toString('latin1', at + 4, at + 8) === 'btrt') return at + 8;
  }
  return null;
}

/**
 * The description that goes for the pictures of all pieces: they differ in nothing but the bit rates that they tell.
 * `average` is that of all together, bits a second.
 * @throws {Error} where they differ in more: a decoder that was set up for one could not go on with the next.
 */
export function commonDescription(descriptions: Buffer[], average: number): Buffer {
  const [first = Buffer.alloc(0)] = descriptions;
  const at = bitrateAt(first);
  if (descriptions.some(one => !plain(one).equals(plain(first)))) {
    throw new Error('The pieces are not encoded alike.');
  }
  const common = Buffer.from(first);
  if (at === null) return common;
  const highest = Math.max(...descriptions.map(one => one.readUInt32BE(at + 4)));
  common.writeUInt32BE(Math.max(highest, average), at + 4);
  common.writeUInt32BE(average, at + 8);
  return common;
}

function plain(stsd: Buffer): Buffer {
  const at = bitrateAt(stsd);
  return at === null ? stsd : Buffer.from(stsd).fill(0, at, at + BITRATE_BYTES);
}
