import type { Edge, KeyPart } from './keyTemplate.ts';
import { CAMERA_NAME, type RecordingKeys } from './recordingKeys.ts';
import { TIME_UNITS, type TimeUnit } from './timeUnits.ts';
import { momentsOf } from './zonedTime.ts';

/** What a key tells of a recording. */
export interface KeyFacts {
  /** When it begins, milliseconds since 1970: two moments in an hour that comes twice, earlier first. */
  moments: number[];
  toldSeconds: number | null;
}

const MAX_SECONDS_DIGITS = 6;

/** Reads keys of one camera; null for a key of another one, or of another form. */
export function keyReader({ parts, zone }: RecordingKeys, camera: string): (key: string) => KeyFacts | null {
  const form = new RegExp(`^${sourceOf(parts, [escaped(camera)])}$`, 's');
  return key => {
    const found = form.exec(key);
    const values = found && valuesOf(parts, found.slice(1));
    const moments = values ? edgeOf(values, 'start', zone) : [];
    if (!values || moments.length === 0) return null;
    const told = values.get('seconds') ?? secondsBetween(moments, edgeOf(values, 'end', zone));
    return { moments, toldSeconds: told };
  };
}

/** The camera of a key; null for one of another form. */
export function cameraOf({ parts }: RecordingKeys, key: string): string | null {
  const form = new RegExp(`^${sourceOf(parts, [`(?<camera>${CAMERA_NAME})`, '\\k<camera>'])}$`, 's');
  return form.exec(key)?.groups?.camera ?? null;
}

/** A regular expression's source: the camera as it is looked for first, and from its second place on. */
function sourceOf(parts: KeyPart[], [camera = '', again = camera]: string[]): string {
  const first = parts.findIndex(({ is }) => is === 'camera');
  return parts
    .map((part, index) => {
      if (part.is === 'literal') return escaped(part.text);
      if (part.is === 'seconds') return `(\\d{1,${MAX_SECONDS_DIGITS}})`;
      if (part.is === 'camera') return index === first ? camera : again;
      return `(\\d{${TIME_UNITS[part.unit].digits}})`;
    })
    .join('');
}

/** By `seconds`, or by edge and unit; null where a key tells one of them twice, and not the same. */
function valuesOf(parts: KeyPart[], texts: string[]): Map<string, number> | null {
  const names = parts.flatMap(part => {
    if (part.is === 'seconds') return ['seconds'];
    return part.is === 'start' || part.is === 'end' ? [`${part.is} ${part.unit}`] : [];
  });
  const values = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const value = Number(texts[index]);
    if ((values.get(name) ?? value) !== value) return null;
    values.set(name, value);
  }
  return values;
}

/** When it is, milliseconds since 1970; none where it is not told, or cannot be. */
function edgeOf(values: Map<string, number>, edge: Edge, zone: string): number[] {
  const of = (unit: TimeUnit) => values.get(`${edge} ${unit}`);
  const ms = of('epochMs');
  if (ms !== undefined) return [ms];
  const seconds = of('epochSeconds');
  if (seconds !== undefined) return [seconds * 1_000];
  const short = of('yy');
  const year = of('yyyy') ?? (short === undefined ? undefined : 2_000 + short);
  if (year === undefined) return [];
  const [month = 0, day = 0, hour = 0, minute = 0] = (['MM', 'dd', 'HH', 'mm'] as const).map(of);
  const wall = { year, month, day, hour, minute, second: of('ss') ?? 0, millisecond: of('SSS') ?? 0 };
  return momentsOf(wall, zone);
}

/** The shortest that both edges allow. */
function secondsBetween(starts: number[], ends: number[]): number | null {
  const all = starts.flatMap(start => ends.map(end => (end - start) / 1_000)).filter(length => length >= 0);
  return all.length > 0 ? Math.min(...all) : null;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
