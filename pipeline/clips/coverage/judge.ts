import type { ClipGap } from '../../../contract/clips/clipStory.ts';
import type { ClipPreset } from '../../../presets/schema/preset.ts';
import type { Covered } from './coverSpan.ts';

/** What becomes of a clip of which so much is there. */
export type Verdict =
  | { is: 'ready'; gaps: ClipGap[] }
  /** What for, as half a sentence. */
  | { is: 'wait'; missing: string }
  | { is: 'not-available'; why: string };

/** How long a clip may wait, and what of it may be missing. */
export interface Judging {
  policy: ClipPreset['gaps']['policy'];
  /** Nothing is waited for any more. */
  isOver: boolean;
}

/**
 * What is missing at the end may still come, and is waited for. A gap that a later recording bounds is one for good: where
 * the preset allows gaps the clip is made, where it refuses them it waits in vain until the limit, for uploads come out of
 * order.
 */
export function judge({ pieces, gaps, missing }: Covered, { policy, isOver }: Judging): Verdict {
  const lacks = missing ? [...gaps, missing] : gaps;
  const words = lacks.map(gapWords).join(', and ');
  const mayDo = pieces.length > 0 && policy === 'allow';
  if (lacks.length === 0 || (mayDo && (isOver || missing === null))) return { is: 'ready', gaps: lacks };
  if (!isOver) return { is: 'wait', missing: `no recording ${words}` };
  if (pieces.length === 0) return { is: 'not-available', why: `There is no recording ${words}.` };
  return { is: 'not-available', why: `There is no recording ${words}, and the preset refuses gaps.` };
}

/** From when to when there is nothing. */
function gapWords({ fromMs, toMs }: ClipGap): string {
  return `from ${new Date(fromMs).toISOString()} to ${new Date(toMs).toISOString()}`;
}
