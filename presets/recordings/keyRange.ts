import type { KeyPart } from './keyTemplate.ts';
import type { RecordingKeys } from './recordingKeys.ts';
import { TIME_UNITS, type TimeUnit } from './timeUnits.ts';
import { writeUnit } from './writeKey.ts';
import { type WallTime, wallTimesWithin } from './zonedTime.ts';

/** What of a bucket is listed for a camera's recordings between two moments. */
export interface KeyRange {
  prefix: string;
  /** Keys up to this one begin too early. It is the prefix itself where keys do not sort by time. */
  startAfter: string;
  /** Above this one all keys begin after the two moments. Nothing where keys do not sort by time. */
  endsAt?: string;
}

/** From the largest to the smallest, as keys have them that sort by time. */
const SORTED: TimeUnit[][] = [
  ['yyyy', 'MM', 'dd', 'HH', 'mm', 'ss', 'SSS'],
  ['yy', 'MM', 'dd', 'HH', 'mm', 'ss', 'SSS'],
  ['epochSeconds'],
  ['epochMs'],
];

/** Milliseconds since 1970. */
export function keyRange(
  keys: RecordingKeys,
  camera: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): KeyRange {
  // One step sooner, for a key that tells nothing else must not be left out itself.
  const beginMs = fromMs - keys.precisionMs;
  const { earliest, latest } = wallTimesWithin(beginMs, toMs, keys.zone);
  const sorting = sortingParts(keys.parts);
  const prefix = textOf(sorting.slice(0, firstTime(sorting)), camera, beginMs, earliest);
  if (sorting.length === firstTime(sorting)) return { prefix, startAfter: prefix };
  const startAfter = textOf(sorting, camera, beginMs, earliest);
  // Above all that goes on with the same digits.
  return { prefix, startAfter, endsAt: `${textOf(sorting, camera, toMs, latest)}\uffff` };
}

/** Whether keys of one camera sort by when they begin, so that a listing can begin in their midst. */
export function sortsByTime({ parts, precisionMs }: RecordingKeys): boolean {
  const units = sortingParts(parts).flatMap(part => (part.is === 'start' ? [TIME_UNITS[part.unit].ms] : []));
  return Math.min(...units) === precisionMs;
}

/** The parts from the first one on that are known of a moment, and by which keys sort. */
function sortingParts(parts: KeyPart[]): KeyPart[] {
  const seen: TimeUnit[] = [];
  const end = parts.findIndex(part => {
    if (part.is === 'literal' || part.is === 'camera') return false;
    if (part.is !== 'start') return true;
    if (!seen.includes(part.unit)) seen.push(part.unit);
    return !SORTED.some(order => seen.every((unit, index) => unit === order[index]));
  });
  return end === -1 ? parts : parts.slice(0, end);
}

function firstTime(parts: KeyPart[]): number {
  const index = parts.findIndex(({ is }) => is === 'start');
  return index === -1 ? parts.length : index;
}

function textOf(parts: KeyPart[], camera: string, ms: number, wall: WallTime): string {
  return parts
    .map(part => {
      if (part.is === 'start') return writeUnit(part.unit, ms, wall);
      return part.is === 'literal' ? part.text : camera;
    })
    .join('');
}
