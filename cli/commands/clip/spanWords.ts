import type { ClipGap } from '../../../contract/clips/clipStory.ts';
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
  return `${printable(span.camera)} ${momentsWords(span, zone)}`;
}

/** Of which the clip has nothing, for no recording has: `gap from 2026-11-20 10:31:05 to 10:31:09 (Europe/Berlin), 4 s`. */
export function gapWords(gap: ClipGap, { zone }: Pick<Clock, 'zone'>): string {
  return `gap ${momentsWords(gap, zone)}`;
}

function momentsWords({ fromMs, toMs }: ClipGap, zone: string): string {
  const [fromDay, fromTime] = shown(fromMs, zone);
  const [toDay, toTime] = shown(toMs, zone);
  const until = toDay === fromDay ? toTime : `${toDay} ${toTime}`;
  return `from ${fromDay} ${fromTime} to ${until} (${zone}), ${formatSeconds((toMs - fromMs) / 1_000)}`;
}

/** The day, and the time as exact as it is. */
function shown(ms: number, zone: string): [string, string] {
  const { year, month, day, hour, minute, second, millisecond } = wallTime(ms, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  const rest = millisecond === 0 ? '' : `.${String(millisecond).padStart(3, '0')}`;
  return [`${year}-${two(month)}-${two(day)}`, `${two(hour)}:${two(minute)}:${two(second)}${rest}`];
}
