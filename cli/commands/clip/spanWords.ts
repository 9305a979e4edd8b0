import type { ClipSpan } from '../../../contract/messages/clip.ts';
import { wallTime } from '../../../presets/recordings/zonedTime.ts';
import { counted } from '../../terminal/counted.ts';
import { printable } from '../../terminal/printable.ts';
import { formatSeconds } from '../../terminal/units.ts';
import type { Clock } from './moment.ts';

/** What was understood, told back: `cam1 from 2026-11-20 10:31:05 to 10:31:25 (Europe/Berlin), 20 s`. */
export function spanWords(span: ClipSpan, { zone }: Clock): string {
  if ('parts' in span) {
    const seconds = span.parts.reduce((sum, { from, to }) => sum + to - from, 0);
    const sources = new Set(span.parts.map(({ key }) => key)).size;
    return `${counted(span.parts.length, 'part')} of ${counted(sources, 'video')}, ${formatSeconds(seconds)}`;
  }
  const [fromDay, fromTime] = shown(span.fromMs, zone);
  const [toDay, toTime] = shown(span.toMs, zone);
  const until = toDay === fromDay ? toTime : `${toDay} ${toTime}`;
  const length = formatSeconds((span.toMs - span.fromMs) / 1_000);
  return `${printable(span.camera)} from ${fromDay} ${fromTime} to ${until} (${zone}), ${length}`;
}

/** The day, and the time as exact as it is. */
function shown(ms: number, zone: string): [string, string] {
  const { year, month, day, hour, minute, second, millisecond } = wallTime(ms, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  const rest = millisecond === 0 ? '' : `.${String(millisecond).padStart(3, '0')}`;
  return [`${year}-${two(month)}-${two(day)}`, `${two(hour)}:${two(minute)}:${two(second)}${rest}`];
}
