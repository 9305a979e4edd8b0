import { asBuffer } from '../bytes/asBuffer.ts';
import type { BoundedReader } from '../bytes/boundedReader.ts';
import type { ContainerTrack } from '../containerTrack.ts';
import { type ElementHead, elementsOf, fieldsOf, readHead } from './ebml.ts';
import { readMatroskaEntry } from './matroskaEntry.ts';

/** Element ids (RFC 9559) with their length marker on. */
const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const SEEK_HEAD = 0x114d9b74;
const CLUSTER = 0x1f43b675;
const SEEK = 0x4dbb;
const SEEK_ID = 0x53ab;
const SEEK_POSITION = 0x53ac;
const TRACK_ENTRY = 0xae;

/** Codecs' own headers are in there too. */
const MAX_TRACKS_BYTES = 4 * 1024 * 1024;
const MAX_SEEK_HEAD_BYTES = 64 * 1024;
/** More elements than this ahead of the first pictures, and the search is given up. */
const MAX_ELEMENTS = 64;

/** Each track of a Matroska or WebM file, in the file's order; null where it tells none. */
export async function readMatroskaTracks(
  reader: BoundedReader,
  sizeBytes: number,
): Promise<ContainerTrack[] | null> {
  const head = await readHead(reader, 0);
  const segment = head?.id === EBML ? await readHead(reader, head.start + head.size) : null;
  const found = segment?.id === SEGMENT ? await findTracks(reader, segment, sizeBytes) : null;
  if (!found) return null;
  const content = asBuffer(await reader.read(found.start, Math.min(found.size, MAX_TRACKS_BYTES)));
  return elementsOf(content).flatMap(({ id, content }) =>
    id === TRACK_ENTRY ? [readMatroskaEntry(content)] : [],
  );
}

/** They stand ahead of the pictures, or where the file's own directory says. */
async function findTracks(
  reader: BoundedReader,
  segment: ElementHead,
  sizeBytes: number,
): Promise<ElementHead | null> {
  let listedAt: number | null = null;
  let at = segment.start;
  for (let elements = 0; elements < MAX_ELEMENTS && at < sizeBytes; elements += 1) {
    const head = await readHead(reader, at);
    if (!head || head.id === CLUSTER) break;
    if (head.id === TRACKS) return head;
    if (head.id === SEEK_HEAD) {
      const list = asBuffer(await reader.read(head.start, Math.min(head.size, MAX_SEEK_HEAD_BYTES)));
      listedAt ??= positionOfTracks(list);
    }
    at = head.start + head.size;
  }
  const listed = listedAt === null ? null : await readHead(reader, segment.start + listedAt);
  return listed?.id === TRACKS ? listed : null;
}

function positionOfTracks(list: Buffer): number | null {
  for (const seek of elementsOf(list).filter(({ id }) => id === SEEK)) {
    const parts = fieldsOf(seek.content);
    if (parts.number(SEEK_ID, 0) === TRACKS) return parts.number(SEEK_POSITION, 0);
  }
  return null;
}
