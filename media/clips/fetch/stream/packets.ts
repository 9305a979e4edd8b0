/** How an MPEG transport stream lies in its file: on Blu-ray and in AVCHD each packet has four bytes of arrival time ahead of it. */
export interface PacketLayout {
  /** From one packet to the next, bytes. */
  size: number;
  /** Bytes of each ahead of its sync byte. */
  lead: number;
  /** Where the first one begins in the file. */
  startAt: number;
}

/** Of a packet itself (ISO 13818-1, 2.4.3.2). */
export const PACKET_BYTES = 188;
const SYNC = 0x47;

const LAYOUTS = [
  { size: PACKET_BYTES, lead: 0 },
  { size: 192, lead: 4 },
];

/** So many packets in a row are no chance. */
const IN_A_ROW = 5;

/** The layout of a file that begins so; null where it is no transport stream. */
export function layoutOf(head: Buffer): PacketLayout | null {
  for (const { size, lead } of LAYOUTS) {
    for (let startAt = 0; startAt < size; startAt += 1) {
      const isSync = (packet: number) => head[startAt + lead + packet * size] === SYNC;
      if (Array.from({ length: IN_A_ROW }, (_, packet) => packet).every(isSync))
        return { size, lead, startAt };
    }
  }
  return null;
}

/** The first packet at a place of the file or behind it. */
export function packetAt(place: number, { size, startAt }: PacketLayout): number {
  return startAt + Math.max(0, Math.ceil((place - startAt) / size)) * size;
}

/** A packet in some bytes. */
export interface Packet {
  /** Where it begins in them, what is ahead of it included. */
  at: number;
  pid: number;
  /** A section or a picture begins in it. */
  begins: boolean;
  /** Decoding can begin here. */
  isAccess: boolean;
  /** What it carries. */
  payload: Buffer;
}

/** The packets of some bytes that begin with one; those that are damaged are left out. */
export function* packetsIn(bytes: Buffer, { size, lead }: PacketLayout): Generator<Packet> {
  for (let at = 0; at + size <= bytes.length; at += size) {
    const packet = bytes.subarray(at + lead, at + lead + PACKET_BYTES);
    const control = packet[3] ?? 0;
    if (packet[0] !== SYNC) continue;
    const hasAdaptation = (control & 0x20) !== 0;
    const payloadAt = 4 + (hasAdaptation ? 1 + (packet[4] ?? 0) : 0);
    yield {
      at,
      pid: packet.readUInt16BE(1) & 0x1fff,
      begins: ((packet[1] ?? 0) & 0x40) !== 0,
      isAccess: hasAdaptation && (packet[4] ?? 0) > 0 && ((packet[5] ?? 0) & 0x40) !== 0,
      payload: (control & 0x10) !== 0 ? packet.subarray(payloadAt) : Buffer.alloc(0),
    };
  }
}

/** The presentation time of what begins in a packet, ticks of MPEG's clock; null where none is told. */
export function timeIn({ begins, payload }: Packet): number | null {
  if (!begins || payload.length < 14 || payload.readUIntBE(0, 3) !== 1) return null;
  if (((payload[6] ?? 0) & 0xc0) !== 0x80 || ((payload[7] ?? 0) & 0x80) === 0) return null;
  const byte = (at: number) => payload[9 + at] ?? 0;
  return (
    ((byte(0) >> 1) & 7) * 2 ** 30 +
    byte(1) * 2 ** 22 +
    (byte(2) >> 1) * 2 ** 15 +
    byte(3) * 2 ** 7 +
    (byte(4) >> 1)
  );
}
