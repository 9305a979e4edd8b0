import { Temporal } from 'temporal-polyfill';

/** What a clock on the wall shows. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

export const UTC = 'UTC';

/**
 * When a clock in a zone shows a time, milliseconds since 1970, earlier first: twice in the hour that comes again in autumn,
 * never in the one that is left out in spring, and never on 30 February.
 */
export function momentsOf(wall: WallTime, zone: string): number[] {
  try {
    const plain = Temporal.PlainDateTime.from(wall, { overflow: 'reject' });
    const moments = (['earlier', 'later'] as const)
      .map(disambiguation => plain.toZonedDateTime(zone, { disambiguation }))
      .filter(zoned => zoned.toPlainDateTime().equals(plain))
      .map(({ epochMilliseconds }) => epochMilliseconds);
    return [...new Set(moments)];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** What a clock in a zone shows at a moment, milliseconds since 1970. */
export function wallTime(ms: number, zone: string): WallTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
}

/** The earliest and the latest that a clock in a zone shows between two moments: in between it may be put back. */
export function wallTimesWithin(
  fromMs: number,
  toMs: number,
  zone: string,
): { earliest: WallTime; latest: WallTime } {
  const offsets = offsetsWithin(fromMs, toMs, zone);
  return {
    earliest: wallTime(fromMs + Math.min(...offsets), UTC),
    latest: wallTime(toMs + Math.max(...offsets), UTC),
  };
}

function offsetsWithin(fromMs: number, toMs: number, zone: string): number[] {
  const offsets: number[] = [];
  let at: Temporal.ZonedDateTime | null =
    Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone);
  while (at && (offsets.length === 0 || at.epochMilliseconds <= toMs)) {
    offsets.push(at.offsetNanoseconds / 1_000_000);
    at = at.getTimeZoneTransition('next');
  }
  return offsets;
}
