import { type Packet, timeOf } from './readPackets.ts';

/** Two fields of one picture are half a picture apart, but for so much of it: some containers count milliseconds. */
const TOLERANCE = 0.1;

/** Of the packets, so many are such fields where any are; a stretch may begin or end with one alone. */
const MIN_SHARE = 0.9;

/**
 * Packets of whole pictures: where each field of interlaced pictures has one of its own, as camcorders and broadcasters write
 * H.264 into transport streams, both are one, for the decoder shows them as one. `fps` is whole pictures a second, as
 * the header tells. Pure.
 */
export function joinFields(packets: Packet[], fps: number): Packet[] {
  const isSecond = (first: Packet, second: Packet) =>
    Math.abs((timeOf(second) - timeOf(first)) * fps - 0.5) < TOLERANCE;
  const joined: Packet[] = [];
  for (let at = 0; at < packets.length; at += 1) {
    const [first, second] = [packets[at] as Packet, packets[at + 1]];
    if (second && isSecond(first, second)) at += 1;
    joined.push(second && isSecond(first, second) ? asOne(first, second) : first);
  }
  return (packets.length - joined.length) * 2 < packets.length * MIN_SHARE ? packets : joined;
}

function asOne(first: Packet, second: Packet): Packet {
  return {
    ...first,
    seconds: first.seconds + second.seconds,
    bytes: first.bytes + second.bytes,
    corrupt: first.corrupt || second.corrupt,
  };
}
