import { refuse } from '../../../failures/refuse.ts';
import { startOf } from '../ownZero.ts';
import type { ClipPlan } from '../plan/clipPlan.ts';
import { pastTheEnd } from '../plan/planTrim.ts';
import type { PartFile } from './partFile.ts';

type Fitting = Pick<PartFile, 'name' | 'fetched' | 'timeline' | 'offsetSeconds' | 'isWhole'>;

/**
 * A plan for a part of one source, by what was measured of that: it ends with the source where that is sooner, and counts from
 * what is first seen or heard, as players do. Any other clip stays as it is. `endsEarly` where it is asked for more than there is.
 * @throws {WorkError} input/past-the-end where it begins after the source has ended.
 */
export function fitToSource(planned: ClipPlan, files: Fitting[]): { planned: ClipPlan; endsEarly: boolean } {
  const [part] = planned.parts;
  const [file] = files;
  if (!planned.endsWithSource || !part || !file) return { planned, endsEarly: false };
  const { pictures, sound } = file.timeline;
  const start = file.fetched.startSeconds ?? (file.isWhole ? beginningOf(file) : 0);
  const end = Math.max(pictures.end, sound?.end ?? 0) + file.offsetSeconds;
  const fromSeconds = part.fromSeconds + start;
  if (end <= fromSeconds) refuse('past-the-end', pastTheEnd(part.fromSeconds, end - start, file.name));
  const toSeconds = Math.max(fromSeconds, Math.min(part.toSeconds + start, end));
  return {
    planned: {
      ...planned,
      parts: [{ ...part, fromSeconds, toSeconds }],
      durationSeconds: toSeconds - fromSeconds,
    },
    endsEarly: toSeconds < part.toSeconds + start,
  };
}

/** By the source's own clock, which a container may have begin long before anything is in it, seconds. */
function beginningOf({ timeline: { pictures, sound }, offsetSeconds }: Fitting): number {
  const [first = 0] = pictures.times;
  return Math.max(0, startOf({ picture: first, sound: sound?.first ?? null }) + offsetSeconds);
}
