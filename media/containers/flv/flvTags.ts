/** FLV (Adobe's specification 10.1, annex E.4.1): a tag's type, its size in 24 bits, its time, its stream. */
const TAG_HEADER_BYTES = 11;
/** Behind each tag stands its size, header included. */
const TAG_SIZE_BYTES = 4;

export const AUDIO_TAG = 8;
export const VIDEO_TAG = 9;
export const SCRIPT_TAG = 18;

/** A tag, with positions in the bytes it was read from. */
export interface FlvTag {
  type: number;
  /** By the file's clock, which need not start at zero. */
  seconds: number;
  start: number;
  body: number;
  /** Where the next tag starts. */
  next: number;
}

/** The tag whose header stands at `start`; null where the bytes end in it. The body may lie beyond them. */
export function flvTagAt(bytes: Buffer, start: number): FlvTag | null {
  const body = start + TAG_HEADER_BYTES;
  if (start < 0 || body > bytes.length) return null;
  // The time's upper eight bits stand behind its lower 24.
  const milliseconds = bytes.readUIntBE(start + 4, 3) + bytes.readUInt8(start + 7) * 2 ** 24;
  return {
    type: bytes.readUInt8(start),
    seconds: milliseconds / 1000,
    start,
    body,
    next: body + bytes.readUIntBE(start + 1, 3) + TAG_SIZE_BYTES,
  };
}

/** The tag before `next`, by the size that stands behind it; null where there is none such, or it starts before the bytes. */
export function flvTagBefore(bytes: Buffer, next: number): FlvTag | null {
  const end = next - TAG_SIZE_BYTES;
  if (end < 0) return null;
  const tag = flvTagAt(bytes, end - bytes.readUInt32BE(end));
  return tag?.next === next ? tag : null;
}

/** The first tag's place, behind the file's header; null where the file is no FLV. */
export function firstFlvTag(head: Buffer): number | null {
  if (head.length < 9 || head.toString('latin1', 0, 3) !== 'FLV') return null;
  return head.readUInt32BE(5) + TAG_SIZE_BYTES;
}

const AAC = 10;
const AVC = 7;
const ENHANCED = 0x80;
/** Of Enhanced RTMP's packets, those with a coded frame. */
const CODED_FRAMES = new Set([1, 3]);

/**
 * Whether a tag holds sound or a picture: codecs' headers, which come at time zero whatever the clock says, hold neither.
 * (FLV annex E.4.2.1, E.4.3.1; Enhanced RTMP v1.)
 */
export function holdsMedia(bytes: Buffer, tag: FlvTag): boolean {
  const [kind, packet] = [bytes[tag.body], bytes[tag.body + 1]];
  if (kind === undefined) return false;
  if (tag.type === AUDIO_TAG) return kind >> 4 !== AAC || packet === 1;
  if (tag.type !== VIDEO_TAG) return false;
  if (kind & ENHANCED) return CODED_FRAMES.has(kind & 0x0f);
  return (kind & 0x0f) !== AVC || packet === 1;
}
