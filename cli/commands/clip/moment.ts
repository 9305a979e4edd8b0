import { LAST_MOMENT } from '../../../contract/messages/clip.ts';
import { momentsOf, wallTime } from '../../../presets/recordings/zonedTime.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { printable } from '../../terminal/printable.ts';

/** What a time is told of. Milliseconds since 1970. */
export interface Clock {
  nowMs: number;
  /** This machine's zone, by its IANA name. */
  zone: string;
}

const SECONDS: Record<string, number> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3_600, d: 86_400 };
const LENGTH = String.raw`(?:\d+(?:\.\d+)?(?:ms|s|min|m|h|d))+`;

const AGO = new RegExp(`^(?:-(${LENGTH})|(${LENGTH}) ago)$`);
const LATER = new RegExp(String.raw`^\+(${LENGTH})$`);
const EPOCH_MS = /^\d{13}$/;
const EPOCH_SECONDS = /^\d{10}(\.\d{1,3})?$/;
const WALL = /^(?:(\d{4})-(\d\d)-(\d\d)[T ])?(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?$/;
const WITH_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)$/i;

const HOUR_WITH_ZONE = /^(\d{1,2})(:\d\d(?::\d\d(?:\.\d+)?)?)\s?(?:(Z)|([+-])(\d\d):?(\d\d))$/i;

/** What of a command line may be a time, though it begins as a flag does. */
export const looksAgo = (text: string) => AGO.test(text);

/**
 * A moment as people type it, milliseconds since 1970. `after`: what `+20s` is told of.
 * @throws {CommandError} 2 with what there is, for anything else.
 */
export function readMoment(text: string, clock: Clock, after?: number): number {
  const ms = momentOf(text, clock, after);
  // No year that has more than four digits, as requests are.
  if (ms > LAST_MOMENT) throw neverWas(text);
  return ms;
}

function momentOf(text: string, { nowMs, zone }: Clock, after: number | undefined): number {
  const trimmed = text.trim();
  if (trimmed === 'now') return nowMs;
  const ago = AGO.exec(trimmed);
  if (ago) return nowMs - lengthOf(ago[1] ?? ago[2] ?? '');
  const later = LATER.exec(trimmed);
  if (later && after !== undefined) return after + lengthOf(later[1] ?? '');
  if (EPOCH_MS.test(trimmed)) return Number(trimmed);
  if (EPOCH_SECONDS.test(trimmed)) return Math.round(Number(trimmed) * 1_000);
  if (WITH_ZONE.test(trimmed)) return known(Date.parse(trimmed.replace(' ', 'T').replace(/\s/, '')), text);
  const hour = HOUR_WITH_ZONE.exec(trimmed);
  if (hour) return known(todayThere(hour, nowMs), text);
  const wall = WALL.exec(trimmed);
  if (wall) return onTheWall(wall, text, { nowMs, zone });
  throw noMoment(text);
}

/** `1h30m` in milliseconds. */
function lengthOf(text: string): number {
  const lengths = text.matchAll(/(\d+(?:\.\d+)?)(ms|s|min|m|h|d)/g);
  const seconds = [...lengths].reduce(
    (sum, [, count, unit = 's']) => sum + Number(count) * (SECONDS[unit] ?? 0),
    0,
  );
  return Math.round(seconds * 1_000);
}

/** A time of the day that it is now in its zone. */
function todayThere(
  [, hour = '', rest = '', , sign, hours = '0', minutes = '0']: RegExpExecArray,
  nowMs: number,
): number {
  const aheadMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const day = new Date(nowMs + aheadMinutes * 60_000).toISOString().slice(0, 10);
  return Date.parse(`${day}T${hour.padStart(2, '0')}${rest}Z`) - aheadMinutes * 60_000;
}

/** As this machine's clock shows it, today where no day is told. */
function onTheWall([, ...told]: RegExpExecArray, text: string, { nowMs, zone }: Clock): number {
  const today = wallTime(nowMs, zone);
  const [year = today.year, month = today.month, day = today.day, hour = 0, minute = 0, second = 0] = told
    .slice(0, 6)
    .map(part => (part === undefined ? undefined : Number(part)));
  const millisecond = Number((told[6] ?? '').padEnd(3, '0'));
  const [first, second_] = momentsOf({ year, month, day, hour, minute, second, millisecond }, zone);
  if (second_ !== undefined) {
    throw new CommandError(
      2,
      `"${printable(text)}" comes twice in ${zone}: say which one, as 2026-10-25T02:30:00+02:00.`,
    );
  }
  return known(first, text);
}

function known(ms: number | undefined, text: string): number {
  if (ms !== undefined && Number.isFinite(ms)) return ms;
  throw neverWas(text);
}

function neverWas(text: string): CommandError {
  return new CommandError(2, `"${printable(text)}" is a time that never was.`);
}

function noMoment(text: string): CommandError {
  return new CommandError(
    2,
    `"${printable(text)}" is no time: say 10:31:05 for today, 2026-11-20T10:31:05, either with a zone +01:00 or Z, now, -5m, "5m ago", milliseconds since 1970, or +20s for TO.`,
  );
}
