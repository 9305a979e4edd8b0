import { open } from 'node:fs/promises';
import { type PacketLayout, packetsIn } from './packets.ts';

/** A picture of a good camera, and the sound beside it, bytes: a whole number of packets of either layout. */
const TAIL_BYTES = 188 * 192 * 64;

/**
 * Takes out of the end of a stretch what begins last in each of its streams, since that goes on behind it. Returns how
 * many bytes are left.
 */
export async function trimStretch(path: string, { size, lead }: PacketLayout): Promise<number> {
  await using file = await open(path, 'r+');
  const { size: bytes } = await file.stat();
  const tailAt = Math.max(0, bytes - TAIL_BYTES - (bytes % size));
  const from = Math.ceil(tailAt / size) * size;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes - from), 0, bytes - from, from);
  const packets = [...packetsIn(buffer.subarray(0, bytesRead), { size, lead, startAt: 0 })];
  const lasts = new Map(packets.filter(({ begins }) => begins).map(({ pid, at }) => [pid, at]));
  // A packet of tables is whole by itself.
  const isWhole = (payload: Buffer) => payload.length > 2 && payload.readUIntBE(0, 3) !== 1;
  const tables = new Set(
    packets.filter(({ begins, payload }) => begins && isWhole(payload)).map(({ pid }) => pid),
  );
  const kept = packets.filter(({ pid, at }) => tables.has(pid) || at < (lasts.get(pid) ?? 0));
  const tail = Buffer.concat(kept.map(({ at }) => buffer.subarray(at, at + size)));
  await file.write(tail, 0, tail.length, from);
  await file.truncate(from + tail.length);
  return from + tail.length;
}
