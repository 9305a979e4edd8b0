import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import { type PacketLayout, packetsIn, timeIn } from './packets.ts';

/** What the head of a transport stream tells. Times are ticks of MPEG's clock. */
export interface StreamHead {
  /** The packets that say which program there is and what is in it. */
  tables: Buffer[];
  /** When its first picture is shown that can be decoded. */
  picture: number;
  /** When its first sound is heard; null where none is taken. */
  sound: number | null;
}

/** The packets that list the programs (ISO 13818-1, 2.4.4.3). */
const PROGRAMS = 0;

/** Pictures behind the first key frame, of which some may be shown ahead of it. */
const REORDERED = 16;

/**
 * Reads a stream's head; `pids` are those of the pictures and of the sound. Null where it is too short to tell all.
 * @throws {UnfitIndex} where it does not tell it with certainty.
 */
export function readStreamHead(
  head: Buffer,
  layout: PacketLayout,
  pids: { picture: number; sound: number | null },
): StreamHead | null {
  const times: number[] = [];
  let sound: number | null = null;
  const tables = new Map<number, Buffer>();
  let tablePids = new Set([PROGRAMS]);
  for (const packet of packetsIn(head, layout)) {
    if (packet.begins && tablePids.has(packet.pid) && !tables.has(packet.pid)) {
      tables.set(packet.pid, head.subarray(packet.at, packet.at + layout.size));
      if (packet.pid === PROGRAMS) tablePids = new Set([PROGRAMS, ...programPids(packet.payload)]);
    }
    const time = timeIn(packet);
    if (time === null) continue;
    if (packet.pid === pids.sound) sound ??= time;
    if (packet.pid === pids.picture && times.length < REORDERED && (times.length > 0 || packet.isAccess))
      times.push(time);
  }
  const [first = 0] = times;
  if (times.length < REORDERED || tables.size < 2 || (pids.sound !== null && sound === null)) return null;
  if (times.some(time => time < first)) throw new UnfitIndex('Its first key frame is not shown first.');
  return { tables: [...tables.values()], picture: first, sound };
}

/** Where the programs of a list say what is in them. */
function programPids(payload: Buffer): number[] {
  const section = payload.subarray(1 + (payload[0] ?? 0));
  const end = 3 + (section.length >= 3 ? section.readUInt16BE(1) & 0xfff : 0) - 4;
  const pids: number[] = [];
  for (let at = 8; at + 4 <= Math.min(end, section.length); at += 4) {
    if (section.readUInt16BE(at) !== 0) pids.push(section.readUInt16BE(at + 2) & 0x1fff);
  }
  return pids;
}
