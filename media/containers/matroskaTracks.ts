import type { BoundedReader } from '../boundedReader.ts';
import { buffer } from '../mp4Boxes.ts';
import { cropWithin } from './crop.ts';
import { type Element, type ElementHead, elementsOf, float, readHead, unsigned } from './ebml.ts';
import type { ToldTrack, TrackPart } from './toldTrack.ts';
import { type Turn, turnOf, UPRIGHT } from './turn.ts';

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
const ENTRY = {
  number: 0xd7,
  type: 0x83,
  enabled: 0xb9,
  isDefault: 0x88,
  visualImpaired: 0x55ac,
  commentary: 0x55af,
  codecId: 0x86,
  video: 0xe0,
} as const;
const VIDEO = {
  width: 0xb0,
  height: 0xba,
  cropBottom: 0x54aa,
  cropTop: 0x54bb,
  cropLeft: 0x54cc,
  cropRight: 0x54dd,
  displayWidth: 0x54b0,
  displayHeight: 0x54ba,
  displayUnit: 0x54b2,
  alphaMode: 0x53c0,
  projection: 0x7670,
} as const;
const PROJECTION = { type: 0x7671, yaw: 0x7673, pitch: 0x7674, roll: 0x7675 } as const;

const KINDS: Record<number, ToldTrack['kind']> = { 1: 'video', 2: 'audio' };
/** The display size is a guess. */
const UNKNOWN_UNIT = 4;

/** Codecs' own headers are in there too. */
const MAX_TRACKS_BYTES = 4 * 1024 * 1024;
const MAX_SEEK_HEAD_BYTES = 64 * 1024;
/** More elements than this ahead of the first pictures, and the search is given up. */
const MAX_ELEMENTS = 64;

/** Each track of a Matroska or WebM file, in the file's order; null where it tells none. */
export async function readMatroskaTracks(
  reader: BoundedReader,
  sizeBytes: number,
): Promise<ToldTrack[] | null> {
  const head = await readHead(reader, 0);
  const segment = head?.id === EBML ? await readHead(reader, head.start + head.size) : null;
  const found = segment?.id === SEGMENT ? await findTracks(reader, segment, sizeBytes) : null;
  if (!found) return null;
  const content = buffer(await reader.read(found.start, Math.min(found.size, MAX_TRACKS_BYTES)));
  return elementsOf(content).flatMap(({ id, content }) => (id === TRACK_ENTRY ? [readEntry(content)] : []));
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
      const list = buffer(await reader.read(head.start, Math.min(head.size, MAX_SEEK_HEAD_BYTES)));
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

function readEntry(content: Buffer): ToldTrack {
  const entry = fieldsOf(content);
  return {
    id: entry.number(ENTRY.number, 0),
    kind: KINDS[entry.number(ENTRY.type, 0)] ?? 'other',
    codecId: entry.text(ENTRY.codecId),
    enabled: entry.number(ENTRY.enabled, 1) === 1,
    isDefault: entry.number(ENTRY.isDefault, 1) === 1,
    part: partOf(entry),
    decoder: null,
    ...readVideo(fieldsOf(entry.find(ENTRY.video)?.content ?? Buffer.alloc(0))),
  };
}

function partOf(entry: Fields): TrackPart {
  const isBeside = entry.number(ENTRY.commentary, 0) === 1 || entry.number(ENTRY.visualImpaired, 0) === 1;
  return isBeside ? 'commentary' : 'film';
}

function readVideo(video: Fields): Pick<ToldTrack, 'turn' | 'crop' | 'pixelAspect' | 'alpha'> {
  const coded = { width: video.number(VIDEO.width, 0), height: video.number(VIDEO.height, 0) };
  const [left, top] = [video.number(VIDEO.cropLeft, 0), video.number(VIDEO.cropTop, 0)];
  const width = coded.width - left - video.number(VIDEO.cropRight, 0);
  const height = coded.height - top - video.number(VIDEO.cropBottom, 0);
  const crop = cropWithin({ left, top, width, height }, coded);
  return {
    turn: turnOfProjection(fieldsOf(video.find(VIDEO.projection)?.content ?? Buffer.alloc(0))),
    crop,
    pixelAspect: pixelAspectOf(video, crop ?? coded),
    alpha: video.number(VIDEO.alphaMode, 0) === 1,
  };
}

/** The display size is of the cropped picture, and where it is missing the same. */
function pixelAspectOf(video: Fields, shown: { width: number; height: number }): number | null {
  if (video.number(VIDEO.displayUnit, 0) >= UNKNOWN_UNIT) return null;
  const width = video.number(VIDEO.displayWidth, shown.width);
  const height = video.number(VIDEO.displayHeight, shown.height);
  const aspect = (width * shown.height) / (height * shown.width);
  return Number.isFinite(aspect) && aspect > 0 ? aspect : null;
}

/**
 * A flat picture may be rolled, counter-clockwise, and looked at from behind, as ffmpeg 5 to 7 read it; other poses are
 * for the inside of a sphere.
 */
function turnOfProjection(projection: Fields): Turn {
  const [yaw, pitch] = [projection.float(PROJECTION.yaw), projection.float(PROJECTION.pitch)];
  const isFromBehind = Math.abs(yaw) === 180;
  if (projection.number(PROJECTION.type, 0) !== 0 || pitch !== 0 || (yaw !== 0 && !isFromBehind))
    return UPRIGHT;
  const roll = (projection.float(PROJECTION.roll) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(roll), Math.sin(roll)];
  return turnOf(isFromBehind ? { a: -cos, b: sin, c: sin, d: cos } : { a: cos, b: -sin, c: sin, d: cos });
}

interface Fields {
  find(id: number): Element | undefined;
  number(id: number, otherwise: number): number;
  float(id: number): number;
  text(id: number): string;
}

function fieldsOf(content: Buffer): Fields {
  const elements = elementsOf(content);
  const find = (id: number) => elements.find(element => element.id === id);
  return {
    find,
    number: (id, otherwise) => unsigned(find(id)?.content ?? Buffer.alloc(0)) || (find(id) ? 0 : otherwise),
    float: id => float(find(id)?.content ?? Buffer.alloc(0)),
    text: id => find(id)?.content.toString('latin1').replace(/\0.*$/s, '') ?? '',
  };
}
