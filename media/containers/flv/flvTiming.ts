import { MAX_SECONDS } from '../../accepted.ts';
import { asBuffer } from '../bytes/asBuffer.ts';
import type { BoundedReader } from '../bytes/boundedReader.ts';
import { roughTolerance } from '../roughTolerance.ts';
import { flvDeclaredSeconds } from './flvMetadata.ts';
import { firstFlvTag, flvTagAt, flvTagBefore, holdsMedia, VIDEO_TAG } from './flvTags.ts';

/** What is looked at of each end of the file: some seconds of sound, should it outlast the pictures. */
const END_BYTES = 256 * 1024;
/** The largest tag there can be, by its size of 24 bits, would be 16 MB; a key frame of a good camera fits in this. */
const TAG_BYTES = 2 * 1024 * 1024;

/**
 * How long an FLV's video is, seconds, by its tags at both ends: its clock need not start at zero, and sound may outlast
 * the pictures. Of a file that ends before the length it declares, the declared one; one beyond what is taken at all is
 * nonsense. Null where neither tells. `estimate` is what MediaInfo makes of the video.
 */
export async function flvVideoSeconds(
  reader: BoundedReader,
  sizeBytes: number,
  estimate: { fps: number | null; durationSeconds: number | null },
): Promise<number | null> {
  const first = firstSeconds(asBuffer(await reader.read(0, END_BYTES)));
  const tailBytes = Math.min(END_BYTES, sizeBytes);
  const end = endOf(asBuffer(await reader.read(sizeBytes - tailBytes, tailBytes)));
  const declared = await flvDeclaredSeconds(reader);
  const believed = declared !== null && declared <= MAX_SECONDS ? declared : null;
  // Most writers declare the clock's last time, some the time since its first.
  const announced = believed !== null && believed > first ? believed - first : believed;
  // A recorder that died may have declared less than it went on to write.
  if (end === null) return announced === null ? null : Math.max(announced, estimate.durationSeconds ?? 0);
  if (believed !== null && believed > end.seconds + roughTolerance(believed)) return announced;
  if (end.pictureSeconds === null) return null;
  return end.pictureSeconds - first + (estimate.fps === null ? 0 : 1 / estimate.fps);
}

/** Whether the file ends with a whole tag, the size behind it included. */
export async function endsWithFlvTag(reader: BoundedReader, sizeBytes: number): Promise<boolean> {
  const tailBytes = Math.min(TAG_BYTES, sizeBytes);
  const tail = asBuffer(await reader.read(sizeBytes - tailBytes, tailBytes));
  return flvTagBefore(tail, tail.length) !== null;
}

/** When the first picture or sound is shown; 0 where the bytes hold none. */
function firstSeconds(head: Buffer): number {
  const start = firstFlvTag(head);
  let tag = start === null ? null : flvTagAt(head, start);
  while (tag && !holdsMedia(head, tag)) tag = flvTagAt(head, tag.next);
  return tag?.seconds ?? 0;
}

/**
 * The latest time at the end and that of the last picture; null where the file does not end with a whole tag. A codec's
 * mark of the end comes last, with the time of its own stream.
 */
function endOf(tail: Buffer): { seconds: number; pictureSeconds: number | null } | null {
  let tag = flvTagBefore(tail, tail.length);
  if (!tag) return null;
  let seconds = tag.seconds;
  while (tag && !(tag.type === VIDEO_TAG && holdsMedia(tail, tag))) {
    seconds = Math.max(seconds, tag.seconds);
    tag = flvTagBefore(tail, tag.start);
  }
  return { seconds: Math.max(seconds, tag?.seconds ?? 0), pictureSeconds: tag?.seconds ?? null };
}
