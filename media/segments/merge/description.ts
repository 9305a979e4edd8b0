/** Behind a description's own head and its entry's: what a visual entry has of fields, and a sound's (ISO 14496-12, 12.1.3 and 12.2.3). */
const VISUAL_FIELDS = 78;
const SOUND_FIELDS = 28;
const ENTRY_AT = 16;

/** The highest and the average rate, bits a second, 32 bits each. */
const RATES_BYTES = 8;

/** Of `esds`, behind its version: a decoder's configuration, whose rates follow what it is and its buffer (ISO 14496-1, 7.2.6.6). */
const CONFIGURATION = 4;
const RATES_BEHIND = 5;

/** Where a description tells bit rates: of pictures in a box of that name, of AAC as well in its decoder's configuration. */
function ratesIn(stsd: Buffer): number[] {
  const isSound = stsd.toString('latin1', 12, 16) === 'mp4a';
  const found: number[] = [];
  const from = ENTRY_AT + (isSound ? SOUND_FIELDS : VISUAL_FIELDS);
  for (let at = from; at + 8 <= stsd.length; at += Math.max(8, stsd.readUInt32BE(at))) {
    const type = stsd.toString('latin1', at + 4, at + 8);
    if (type === 'btrt') found.push(at + 12);
    if (type === 'esds') found.push(...ratesInConfiguration(stsd, at + 12));
  }
  return found;
}

/** Descriptors begin with a tag, and a length of which each byte but the last has its highest bit set. */
function ratesInConfiguration(stsd: Buffer, at: number): number[] {
  const contentOf = (descriptor: number) => {
    let length = descriptor + 1;
    while (((stsd[length] ?? 0) & 0x80) !== 0) length += 1;
    return length + 1;
  };
  // Of the stream: its number, and flags that are all unset in what ffmpeg writes.
  const configuration = contentOf(at) + 3;
  return stsd[configuration] === CONFIGURATION ? [contentOf(configuration) + RATES_BEHIND] : [];
}

/**
 * The description that goes for all pieces: they differ in nothing but the bit rates that they tell. `average` is that of
 * all together, bits a second.
 * @throws {Error} where they differ in more: a decoder that was set up for one could not go on with the next.
 */
export function commonDescription(descriptions: Buffer[], average: number): Buffer {
  const [first = Buffer.alloc(0)] = descriptions;
  if (descriptions.some(one => !plain(one).equals(plain(first)))) {
    throw new Error('The pieces are not encoded alike.');
  }
  const common = Buffer.from(first);
  for (const at of ratesIn(first)) {
    const highest = Math.max(...descriptions.map(one => one.readUInt32BE(at)));
    common.writeUInt32BE(Math.max(highest, average), at);
    common.writeUInt32BE(average, at + 4);
  }
  return common;
}

function plain(stsd: Buffer): Buffer {
  const copy = Buffer.from(stsd);
  for (const at of ratesIn(stsd)) copy.fill(0, at, at + RATES_BYTES);
  return copy;
}
