import type { SoundTimes } from './layGrid.ts';
import { type Packet, timeOf } from './readPackets.ts';
import { SAME_SECONDS } from './steps.ts';

/** What came of a source's sound when it was decoded. */
export interface Sound extends SoundTimes {
  /** Sound that is in the file's packets and did not come out of the decoder, seconds. */
  lostSeconds: number;
  /** Its channels or its rate change on the way. */
  changes: boolean;
}

/**
 * Holds a stream's decoded sound against its packets. `settledFrom` is the time of the first frame since the decoder's
 * output last changed its form; null where it is not known. Null where nothing could be decoded.
 */
export function soundTimes(packets: Packet[], decoded: Packet[], settledFrom: number | null): Sound | null {
  const first = decoded[0];
  if (first === undefined) return null;
  const heard = packets.filter(({ discarded }) => !discarded);
  return {
    first: timeOf(first),
    end: Math.max(...ends(decoded)),
    lostSeconds: Math.max(0, covered(heard) - covered(decoded)),
    changes: settledFrom !== null && settledFrom > timeOf(first) + SAME_SECONDS,
  };
}

/** How much of the time is filled, seconds: gaps are nobody's sound, and overlaps count once. */
function covered(packets: Packet[]): number {
  let sum = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const packet of packets) {
    const start = Math.max(until, timeOf(packet));
    const end = timeOf(packet) + packet.seconds;
    sum += Math.max(0, end - start);
    until = Math.max(until, end);
  }
  return sum;
}

/** Math.max takes only so many arguments, and a long film has more packets: the latest ends are among the last. */
function ends(packets: Packet[]): number[] {
  return packets.slice(-1_000).map(packet => timeOf(packet) + packet.seconds);
}
