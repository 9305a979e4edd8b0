import { open } from 'node:fs/promises';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import { CLOCK } from './findPlace.ts';
import { type PacketLayout, packetsIn, timeIn } from './packets.ts';

/** Of a read, bytes: a whole number of packets of either layout. */
const CHUNK_BYTES = 188 * 192 * 64;

/** From one picture to the next in the order of decoding the clock goes back or on by no more, ticks, unless it was set. */
const MAX_BACK = 2 * CLOCK;
const MAX_ON = 10 * CLOCK;

/**
 * Looks whether a stretch of a stream has one clock, and one set of tables from beginning to end.
 * @throws {UnfitIndex} where it has not.
 */
export async function checkStretch(path: string, layout: PacketLayout, pid: number): Promise<void> {
  await using file = await open(path);
  const { size } = await file.stat();
  const tables = new Map<number, Buffer>();
  let last: number | null = null;
  for (let at = 0; at < size; at += CHUNK_BYTES) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, at);
    for (const packet of packetsIn(buffer.subarray(0, bytesRead), { ...layout, startAt: 0 })) {
      if (packet.begins && isTable(packet.payload)) {
        const known = tables.get(packet.pid);
        if (known && !known.equals(packet.payload)) throw new UnfitIndex('Its programs change on the way.');
        tables.set(packet.pid, Buffer.from(packet.payload));
      }
      const time = packet.pid === pid ? timeIn(packet) : null;
      if (time === null) continue;
      if (last !== null && (time < last - MAX_BACK || time > last + MAX_ON))
        throw new UnfitIndex('Its clock is set anew on the way.');
      last = time;
    }
  }
}

/** A list of programs, or of what is in one (ISO 13818-1, table 2-31), behind the byte that says where it starts. */
function isTable(payload: Buffer): boolean {
  const id = payload[1 + (payload[0] ?? 0)];
  return payload.length > 16 && payload.readUIntBE(0, 3) !== 1 && (id === 0 || id === 2);
}
