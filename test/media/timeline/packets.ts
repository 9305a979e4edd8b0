import type { Packet } from '../../../media/timeline/readPackets.ts';

/** A packet that is shown, at `pts` for `seconds`; what is left out is the ordinary. */
export function packet(pts: number | null, more: Partial<Packet> = {}): Packet {
  return {
    pts,
    dts: pts ?? 0,
    seconds: 1 / 30,
    bytes: 1_000,
    key: false,
    corrupt: false,
    discarded: false,
    ...more,
  };
}

/** So many packets at a constant rate, the first of them a key frame, in the order in which they are shown. */
export function run(count: number, { start = 0, fps = 30 } = {}): Packet[] {
  return Array.from({ length: count }, (_, index) =>
    packet(start + index / fps, { seconds: 1 / fps, key: index === 0 }),
  );
}
