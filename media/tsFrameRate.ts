const PACKET_BYTES = 188;
const SYNC = 0x47;
/** MPEG's system clock for presentation times, ticks a second. */
const CLOCK = 90_000;
/** Fewer timed frames than this say too little. */
const ENOUGH_FRAMES = 8;

/**
 * Frames per second of the video in an MPEG transport stream, from the presentation times at its head; null where
 * there are too few or they vary. MediaInfo gives no rate where the elementary stream declares none, and guessing 30 would make
 * a 25 fps broadcast judder.
 */
export function tsFrameRate(head: Uint8Array): number | null {
  const start = firstPacket(head);
  if (start === null) return null;
  const times: number[] = [];
  for (let at = start; at + PACKET_BYTES <= head.length && head[at] === SYNC; at += PACKET_BYTES) {
    const time = presentationTime(head.subarray(at, at + PACKET_BYTES));
    if (time !== null) times.push(time);
  }
  return times.length < ENOUGH_FRAMES ? null : rateOf(times);
}

/** Where two packets in a row begin; a file may start in the middle of one. */
function firstPacket(head: Uint8Array): number | null {
  for (let at = 0; at < Math.min(PACKET_BYTES, head.length); at += 1) {
    if (head[at] === SYNC && head[at + PACKET_BYTES] === SYNC) return at;
  }
  return null;
}

/** The PTS, in clock ticks, of a video PES packet that begins in this transport packet (ISO 13818-1, 2.4.3). */
function presentationTime(packet: Uint8Array): number | null {
  const byte = (at: number) => packet[at] ?? 0;
  const startsUnit = (byte(1) & 0x40) !== 0;
  const hasPayload = (byte(3) & 0x10) !== 0;
  if (!startsUnit || !hasPayload) return null;
  const at = (byte(3) & 0x20) === 0 ? 4 : 5 + byte(4);
  const isVideo =
    byte(at) === 0 && byte(at + 1) === 0 && byte(at + 2) === 1 && (byte(at + 3) & 0xf0) === 0xe0;
  if (!isVideo || (byte(at + 7) & 0x80) === 0) return null;
  return (
    ((byte(at + 9) >> 1) & 0x07) * 2 ** 30 +
    byte(at + 10) * 2 ** 22 +
    (byte(at + 11) >> 1) * 2 ** 15 +
    byte(at + 12) * 2 ** 7 +
    (byte(at + 13) >> 1)
  );
}

/**
 * The median step between neighbours in time (packets come in decoding order, so they are sorted first); null
 * where the steps differ, for then the rate varies.
 */
function rateOf(times: number[]): number | null {
  const sorted = [...times].sort((a, b) => a - b);
  const steps = sorted.slice(1).map((time, index) => time - (sorted[index] ?? time));
  const step = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  const steady = steps.filter(ticks => Math.abs(ticks - step) <= step * 0.02);
  return step > 0 && steady.length >= steps.length * 0.9 ? CLOCK / step : null;
}
