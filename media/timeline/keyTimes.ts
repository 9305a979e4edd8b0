import { type Packet, timeOf } from './readPackets.ts';

/** Key frames closer than this to the one before are left out, seconds: enough to tell where a seek leads. */
const APART_SECONDS = 0.5;

/** When a stream's key frames are seen, in order, seconds; those that an edit list leaves out among them. */
export function keyTimes(packets: Packet[]): number[] {
  const times = packets.filter(({ key }) => key).map(timeOf);
  const kept: number[] = [];
  for (const time of times.sort((a, b) => a - b)) {
    if (time - (kept.at(-1) ?? Number.NEGATIVE_INFINITY) >= APART_SECONDS) kept.push(time);
  }
  return kept;
}
