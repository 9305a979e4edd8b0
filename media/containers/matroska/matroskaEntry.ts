import type { ContainerTrack, TrackPart } from '../containerTrack.ts';
import { cropWithin } from '../crop.ts';
import { type Turn, turnOf, UPRIGHT } from '../turn.ts';
import { elementsOf, type Fields, fieldsOf } from './ebml.ts';

/** Element ids (RFC 9559) with their length marker on. */
const ENTRY = {
  number: 0xd7,
  type: 0x83,
  enabled: 0xb9,
  isDefault: 0x88,
  visualImpaired: 0x55ac,
  commentary: 0x55af,
  codecId: 0x86,
  encodings: 0x6d80,
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

const ENCODING = 0x6240;
const ENCRYPTION = 0x5035;

const KINDS: Record<number, ContainerTrack['kind']> = { 1: 'video', 2: 'audio' };
/** The display size is a guess. */
const UNKNOWN_UNIT = 4;

/** What a track's entry (TrackEntry) tells. */
export function readMatroskaEntry(content: Buffer): ContainerTrack {
  const entry = fieldsOf(content);
  return {
    id: entry.number(ENTRY.number, 0),
    kind: KINDS[entry.number(ENTRY.type, 0)] ?? 'other',
    codecId: entry.text(ENTRY.codecId),
    enabled: entry.number(ENTRY.enabled, 1) === 1,
    isDefault: entry.number(ENTRY.isDefault, 1) === 1,
    part: partOf(entry),
    floatSamples: null,
    encrypted: isEncrypted(entry),
    ...readVideo(fieldsOf(entry.find(ENTRY.video)?.content ?? Buffer.alloc(0))),
  };
}

/** One of the ways in which the frames are packed is a cipher; compression alone is none. */
function isEncrypted(entry: Fields): boolean {
  const encodings = elementsOf(entry.find(ENTRY.encodings)?.content ?? Buffer.alloc(0));
  return encodings.some(
    ({ id, content }) => id === ENCODING && fieldsOf(content).find(ENCRYPTION) !== undefined,
  );
}

function partOf(entry: Fields): TrackPart {
  const isBeside = entry.number(ENTRY.commentary, 0) === 1 || entry.number(ENTRY.visualImpaired, 0) === 1;
  return isBeside ? 'commentary' : 'film';
}

function readVideo(video: Fields): Pick<ContainerTrack, 'turn' | 'crop' | 'pixelAspect' | 'alpha'> {
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
