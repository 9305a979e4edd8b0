import { refuse } from '../../../failures/refuse.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { fpsOf } from '../../plan/frame/frameRate.ts';
import { declaredSeconds } from '../../plan/incomplete.ts';
import { planRendition } from '../../plan/plan.ts';
import type { ClipSource } from '../clipPart.ts';
import type { ClipPlan } from './clipPlan.ts';
import { planClip } from './planClip.ts';

/** Which part of a source is wanted, seconds of its own clock; from its start or to its end where one is left out. */
export interface Trim {
  from?: number | undefined;
  to?: number | undefined;
}

/** Later than any source ends, seconds: ten days. */
export const FAR_SECONDS = 864_000;

/** What a source's headers tell of its length may be off by a picture or so, seconds. */
const END_SLACK_SECONDS = 0.1;

/**
 * Decides what a video preset makes of a part of one source. Pure: the same facts give the same plan.
 * @throws {WorkError} of class `input`: past-the-end, and as planRendition.
 */
export function planTrim(
  { name, probe }: Pick<ClipSource, 'name' | 'probe'>,
  trim: Trim,
  preset: VideoPreset,
): ClipPlan {
  const whole = planRendition(probe, preset);
  const { from = 0, to = FAR_SECONDS } = trim;
  const known = declaredSeconds(whole);
  if (known !== null && from >= known) refuse('past-the-end', pastTheEnd(from, known, name));
  const seconds = Math.max(1 / fpsOf(whole.video.fps), Math.min(to, known ?? whole.durationSeconds) - from);
  const part = { source: 0, fromSeconds: from, toSeconds: to, atSeconds: 0, fromStart: true };
  const planned = planClip([{ name, probe }], [part], preset, seconds);
  const endsEarly = known !== null && trim.to !== undefined && trim.to > known + END_SLACK_SECONDS;
  return {
    ...planned,
    endsWithSource: true,
    decisions: [...planned.decisions.filter(({ what }) => what !== 'part'), trimDecision(trim)],
    warnings: [...whole.warnings, ...(endsEarly ? [endsBefore(trim.to as number, known)] : [])],
  };
}

/** That a part begins after its source has ended. */
export function pastTheEnd(from: number, seconds: number, name: string): string {
  const length = Math.round(seconds * 1_000) / 1_000;
  return `trim.from: ${from} s is past the end of "${name}", which has ${length} s.`;
}

function endsBefore(to: number, seconds: number): string {
  return `It was to be trimmed at ${to} s, and ends at ${seconds} s.`;
}

function trimDecision({ from, to }: Trim): ClipPlan['decisions'][number] {
  const choice = `from ${from === undefined ? 'the start' : `${from} s`} to ${to === undefined ? 'the end' : `${to} s`}`;
  return { what: 'trim', choice, reason: 'whoever uploaded it wishes no more' };
}
