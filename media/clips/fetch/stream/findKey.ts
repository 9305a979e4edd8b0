import { CLOCK, type Stream } from './findPlace.ts';
import { packetsIn, timeIn } from './packets.ts';

/** Of a request, bytes: a whole number of packets of either layout. */
const CHUNK_BYTES = 188 * 192 * 32;

/** Behind a picture that is shown later by so much, no earlier one follows; ticks. */
const REORDERED = 2 * CLOCK;

/**
 * Where the last key frame begins that is shown no later than a time, looked for from a place on; null where there is none
 * between.
 */
export async function findKey(
  { readRange, sizeBytes, layout, pid }: Stream,
  from: number,
  time: number,
): Promise<number | null> {
  let key: number | null = null;
  for (let at = from; at < sizeBytes; at += CHUNK_BYTES) {
    const bytes = Buffer.from(await readRange(at, Math.min(CHUNK_BYTES, sizeBytes - at)));
    for (const packet of packetsIn(bytes, layout)) {
      const shown = packet.pid === pid ? timeIn(packet) : null;
      if (shown === null) continue;
      if (packet.isAccess && shown <= time) key = at + packet.at;
      if (shown > time + REORDERED) return key;
    }
  }
  return key;
}
