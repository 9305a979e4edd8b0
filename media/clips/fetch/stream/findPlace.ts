import type { ReadRange } from '../../../containers/bytes/boundedReader.ts';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';
import { type PacketLayout, packetAt, packetsIn, timeIn } from './packets.ts';

/** A transport stream that is looked into. */
export interface Stream {
  readRange: ReadRange;
  sizeBytes: number;
  layout: PacketLayout;
  /** Whose packets are the pictures, and of which codec, by ffmpeg's name. */
  pid: number;
  codec: string;
}

/** A place of the file, and when the first picture behind it is shown, ticks of MPEG's clock. */
export interface StreamPlace {
  at: number;
  time: number;
}

/** MPEG's clock, ticks a second. */
export const CLOCK = 90_000;

/** What is looked at first of a place, and at the most: a key frame of a good camera. Bytes. */
const LOOK_BYTES = 128 * 1024;
const MAX_LOOK_BYTES = 4 * 1024 * 1024;

/** Looked at all over the file, so that a clock that was set back on the way is met. */
const EVEN_PLACES = 8;

/** What a place is found to, bytes. */
export const NEAR_BYTES = 512 * 1024;

/** Pictures stand in the order of decoding, so that of two the earlier one may be shown so much later; ticks. */
const REORDERED = CLOCK;

/**
 * A picture that is shown before a time, and behind it within NEAR_BYTES one that is not, or the end of the file; the very
 * first where all are shown later.
 * @throws {UnfitIndex} where time does not go on with the file.
 */
export async function findPlace(stream: Stream, time: number): Promise<StreamPlace> {
  const { sizeBytes, layout } = stream;
  const first = await placeAt(stream, layout.startAt);
  if (first === null) throw new UnfitIndex('Its pictures have no times.');
  let [low, high] = [first, sizeBytes];
  for (let place = 1; place < EVEN_PLACES; place += 1) {
    const found = await placeAt(stream, Math.floor((place * sizeBytes) / EVEN_PLACES));
    if (found === null) continue;
    if (found.time < low.time - REORDERED) throw setBack();
    if (found.time < time) low = found;
    else high = Math.min(high, found.at);
  }
  while (high - low.at > NEAR_BYTES) {
    const middle = Math.floor((low.at + high) / 2);
    const found = await placeAt(stream, middle);
    if (found !== null && found.time < low.time - REORDERED) throw setBack();
    if (found === null || found.time >= time || found.at >= high) high = middle;
    else low = found;
  }
  return low;
}

/** The first picture at a place or behind it; null where there is none within reach. */
async function placeAt(
  { readRange, sizeBytes, layout, pid }: Stream,
  place: number,
): Promise<StreamPlace | null> {
  const from = packetAt(place, layout);
  for (let length = LOOK_BYTES; length <= MAX_LOOK_BYTES; length *= 4) {
    const bytes = Buffer.from(await readRange(from, Math.min(length, Math.max(0, sizeBytes - from))));
    for (const packet of packetsIn(bytes, layout)) {
      const time = packet.pid === pid ? timeIn(packet) : null;
      if (time !== null) return { at: from + packet.at, time };
    }
    if (from + length >= sizeBytes) return null;
  }
  return null;
}

/** When the last picture is shown that begins near the end; null where none does. */
export async function lastTime({ readRange, sizeBytes, layout, pid }: Stream): Promise<number | null> {
  const from = packetAt(sizeBytes - MAX_LOOK_BYTES / 4, layout);
  const bytes = Buffer.from(await readRange(from, sizeBytes - from));
  const times = [...packetsIn(bytes, layout)].flatMap(packet =>
    packet.pid === pid ? (timeIn(packet) ?? []) : [],
  );
  return times.length > 0 ? Math.max(...times) : null;
}

function setBack(): UnfitIndex {
  return new UnfitIndex('Its clock is set back on the way.');
}
