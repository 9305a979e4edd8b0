const PACKET_BYTES = 188;
const WRAP = 2 ** 33;

/** A transport stream of which some packets, by their identifiers, are timed `ticks` later: by another clock. */
export function otherClock(stream: Buffer, pids: number[], ticks: number): Buffer {
  const copy = Buffer.from(stream);
  for (let at = 0; at + PACKET_BYTES <= copy.length; at += PACKET_BYTES) {
    const startsUnit = (copy.readUInt8(at + 1) & 0x40) !== 0;
    if (!startsUnit || !pids.includes(copy.readUInt16BE(at + 1) & 0x1fff)) continue;
    const hasAdaptation = (copy.readUInt8(at + 3) & 0x20) !== 0;
    const unit = at + 4 + (hasAdaptation ? 1 + copy.readUInt8(at + 4) : 0);
    // A presentation time, and where it differs a decoding time (ISO 13818-1, 2.4.3.6).
    const times = copy.readUInt8(unit + 7) >> 6;
    if (times >= 2) delay(copy, unit + 9, ticks);
    if (times === 3) delay(copy, unit + 14, ticks);
  }
  return copy;
}

/** 33 bits in five bytes, with four bits ahead and a marker bit behind 3, 15 and 15 of them. */
function delay(bytes: Buffer, at: number, ticks: number): void {
  const high = (bytes.readUInt8(at) >> 1) & 7;
  const told =
    high * 2 ** 30 + (bytes.readUInt16BE(at + 1) >> 1) * 2 ** 15 + (bytes.readUInt16BE(at + 3) >> 1);
  const time = (told + ticks) % WRAP;
  bytes.writeUInt8((bytes.readUInt8(at) & 0xf0) | (Math.floor(time / 2 ** 30) << 1) | 1, at);
  bytes.writeUInt16BE((Math.floor(time / 2 ** 15) % 2 ** 15) * 2 + 1, at + 1);
  bytes.writeUInt16BE((time % 2 ** 15) * 2 + 1, at + 3);
}
