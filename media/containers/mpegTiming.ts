import type { BoundedReader } from './bytes/boundedReader.ts';

const PACKET_BYTES = 188;
const SYNC = 0x47;
/** MPEG's clock for presentation times: ticks a second, and where it wraps around. */
const CLOCK = 90_000;
const WRAP = 2 ** 33;
/** Fewer timed frames than this say too little. */
const ENOUGH_FRAMES = 8;
/** What is looked at of each end of the file: some frames of a good camera. */
const HEAD_BYTES = 2 * 1024 * 1024;
const TAIL_BYTES = 1024 * 1024;

export interface MpegTiming {
  /** Null where the frames do not come at one steady rate, or too few are seen. */
  fps: number | null;
  durationSeconds: number | null;
}

/**
 * Rate and length of the video in an MPEG transport or program stream, from the presentation times at both ends.
 * MediaInfo gives no rate where the stream declares none, and the length of no more than it has read. A transport
 * stream may carry several programs, each with a clock of its own: `pid` is the video's (its packet identifier).
 */
export async function mpegTiming(
  container: 'ts' | 'mpg',
  pid: number | null,
  reader: BoundedReader,
  sizeBytes: number,
): Promise<MpegTiming> {
  const timesIn = (bytes: Uint8Array) =>
    container === 'ts' ? transportTimes(bytes, pid) : programTimes(bytes);
  const headTimes = timesIn(await reader.read(0, HEAD_BYTES));
  const tailTimes = timesIn(await reader.read(Math.max(0, sizeBytes - TAIL_BYTES), TAIL_BYTES));
  const first = headTimes[0] ?? 0;
  const head = headTimes.map(time => since(first, time));
  const tail = tailTimes.map(time => since(first, time));
  // A noisy first key frame may fill the head all by itself.
  const step = steadyStep(head) ?? steadyStep(tail);
  if (head.length === 0 || tail.length === 0) return { fps: null, durationSeconds: null };
  const ticks = Math.max(...tail) - Math.min(...head) + (step ?? 0);
  return {
    fps: step === null ? null : CLOCK / step,
    // Where the clock was set back in between, it does not tell.
    durationSeconds: ticks > 0 ? ticks / CLOCK : null,
  };
}

/**
 * Ticks from one time to another on a clock that wraps around. What is half its round away or more, 13 hours, counts as
 * earlier: frames come in decoding order.
 */
function since(first: number, time: number): number {
  const ticks = (time - first + WRAP) % WRAP;
  return ticks < WRAP / 2 ? ticks : ticks - WRAP;
}

/** Of packets of a fixed size, those of the video that begin a frame (ISO 13818-1, 2.4.3.2). */
function transportTimes(bytes: Uint8Array, pid: number | null): number[] {
  const times: number[] = [];
  for (let at = firstPacket(bytes); at + PACKET_BYTES <= bytes.length; at += PACKET_BYTES) {
    const startsUnit = ((bytes[at + 1] ?? 0) & 0x40) !== 0;
    if (bytes[at] !== SYNC || !startsUnit) continue;
    if (pid !== null && pidAt(bytes, at) !== pid) continue;
    const hasAdaptation = ((bytes[at + 3] ?? 0) & 0x20) !== 0;
    const time = presentationTime(bytes, hasAdaptation ? at + 5 + (bytes[at + 4] ?? 0) : at + 4);
    if (time !== null) times.push(time);
  }
  return times;
}

/** The 13 bits that tell whose packet it is. */
function pidAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at + 1] ?? 0) & 0x1f) * 256 + (bytes[at + 2] ?? 0);
}

/** Where two packets in a row begin; what is read may start in the middle of one. */
function firstPacket(bytes: Uint8Array): number {
  for (let at = 0; at < PACKET_BYTES; at += 1) {
    if (bytes[at] === SYNC && bytes[at + PACKET_BYTES] === SYNC) return at;
  }
  return bytes.length;
}

/** Program streams have no packets of a fixed size: every start code is looked at. */
function programTimes(bytes: Uint8Array): number[] {
  const times: number[] = [];
  for (let at = bytes.indexOf(1, 2); at !== -1; at = bytes.indexOf(1, at + 1)) {
    const time = presentationTime(bytes, at - 2);
    if (time !== null) times.push(time);
  }
  return times;
}

/** The presentation time, in clock ticks, of the video PES packet at `at`; null where there is none. */
function presentationTime(bytes: Uint8Array, at: number): number | null {
  const isVideo =
    bytes[at] === 0 && bytes[at + 1] === 0 && bytes[at + 2] === 1 && ((bytes[at + 3] ?? 0) & 0xf0) === 0xe0;
  if (!isVideo) return null;
  const isMpeg2 = ((bytes[at + 6] ?? 0) & 0xc0) === 0x80;
  if (!isMpeg2) return clockAt(bytes, afterMpeg1Header(bytes, at + 6));
  return ((bytes[at + 7] ?? 0) & 0x80) === 0 ? null : clockAt(bytes, at + 9);
}

/** MPEG-1 (ISO 11172-1, 2.4.3.3): stuffing, then perhaps two bytes of buffer size, then the time. */
function afterMpeg1Header(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === 0xff && at < start + 16) at += 1;
  return ((bytes[at] ?? 0) & 0xc0) === 0x40 ? at + 2 : at;
}

/** 33 bits in five bytes with marker bits between, led by 0010, or 0011 where a decoding time follows. */
function clockAt(bytes: Uint8Array, at: number): number | null {
  const byte = (offset: number) => bytes[at + offset] ?? 0;
  if ((byte(0) & 0xe0) !== 0x20) return null;
  return (
    ((byte(0) >> 1) & 0x07) * 2 ** 30 +
    byte(1) * 2 ** 22 +
    (byte(2) >> 1) * 2 ** 15 +
    byte(3) * 2 ** 7 +
    (byte(4) >> 1)
  );
}

/** The step between neighbours in time (packets come in decoding order, so they are sorted first), if it is one. */
function steadyStep(times: number[]): number | null {
  if (times.length < ENOUGH_FRAMES) return null;
  const sorted = [...times].sort((a, b) => a - b);
  const steps = sorted.slice(1).map((time, index) => time - (sorted[index] ?? time));
  const median = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  const steady = steps.filter(ticks => Math.abs(ticks - median) <= median * 0.02);
  return median > 0 && steady.length >= steps.length * 0.9 ? median : null;
}
