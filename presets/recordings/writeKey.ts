import { CAMERA_NAME, type RecordingKeys } from './recordingKeys.ts';
import { TIME_UNITS, type TimeUnit } from './timeUnits.ts';
import { type WallTime, wallTime } from './zonedTime.ts';

const CAMERA = new RegExp(`^${CAMERA_NAME}$`);

/**
 * The key of a recording of a camera that begins at `startMs`, milliseconds since 1970; a time is rounded down.
 * @throws {RangeError} for a camera that is called what none may be.
 */
export function writeKey(
  { parts, zone }: RecordingKeys,
  { camera, startMs, seconds }: { camera: string; startMs: number; seconds: number },
): string {
  if (!CAMERA.test(camera)) throw new RangeError(`"${camera}" is no camera's name.`);
  const moments = { start: startMs, end: startMs + seconds * 1_000 };
  const walls = { start: wallTime(moments.start, zone), end: wallTime(moments.end, zone) };
  return parts
    .map(part => {
      if (part.is === 'literal') return part.text;
      if (part.is === 'camera') return camera;
      if (part.is === 'seconds') return String(Math.round(seconds));
      return writeUnit(part.unit, moments[part.is], walls[part.is]);
    })
    .join('');
}

/** One unit of a moment, milliseconds since 1970, and of what a clock shows then. */
export function writeUnit(unit: TimeUnit, ms: number, wall: WallTime): string {
  return String(unitOf(unit, ms, wall)).padStart(TIME_UNITS[unit].digits, '0');
}

function unitOf(unit: TimeUnit, ms: number, wall: WallTime): number {
  switch (unit) {
    case 'yyyy':
      return wall.year;
    case 'yy':
      return wall.year % 100;
    case 'MM':
      return wall.month;
    case 'dd':
      return wall.day;
    case 'HH':
      return wall.hour;
    case 'mm':
      return wall.minute;
    case 'ss':
      return wall.second;
    case 'SSS':
      return wall.millisecond;
    case 'epochSeconds':
      return Math.floor(ms / 1_000);
    case 'epochMs':
      return Math.floor(ms);
  }
}
