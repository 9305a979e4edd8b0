import { CLOCK, type Stream } from './findPlace.ts';
import { hasSetup } from './hasSetup.ts';
import { type Packet, packetsIn, timeIn } from './packets.ts';

/** Of a request, bytes: a whole number of packets of either layout. */
const CHUNK_BYTES = 188 * 192 * 32;

/** Behind a picture that is shown later by so much, no earlier one follows; ticks. */
const REORDERED = 2 * CLOCK;

/** Ahead of a picture itself stands some hundred bytes of what sets up its decoder. */
const SETUP_PACKETS = 12;

/**
 * Where the last key frame begins that is shown no later than a time, looked for from a place on, and that sets up its
 * decoder; null where there is none between.
 */
export async function findKey(
  { readRange, sizeBytes, layout, pid, codec }: Stream,
  from: number,
  time: number,
): Promise<number | null> {
  let key: number | null = null;
  for (let at = from; at < sizeBytes; at += CHUNK_BYTES) {
    const bytes = Buffer.from(await readRange(at, Math.min(CHUNK_BYTES, sizeBytes - at)));
    const packets = [...packetsIn(bytes, layout)].filter(packet => packet.pid === pid);
    for (const [index, packet] of packets.entries()) {
      const shown = timeIn(packet);
      if (shown === null) continue;
      if (packet.isAccess && shown <= time && hasSetup(codec, beginningOf(packets, index)))
        key = at + packet.at;
      if (shown > time + REORDERED) return key;
    }
  }
  return key;
}

function beginningOf(packets: Packet[], index: number): Buffer {
  return Buffer.concat(packets.slice(index, index + SETUP_PACKETS).map(({ payload }) => payload));
}
