import { mediaConvertRefusal } from '../../mediaconvert/mediaConvertRefusal.ts';
import { fpsOf } from '../../plan/frame/frameRate.ts';
import type { Probe } from '../../probe/probe.ts';
import type { ClipPlan } from '../plan/clipPlan.ts';

/** The service's `FollowSource` counts a job's inputs from 1 to so many. */
const MAX_INPUTS = 150;

/**
 * Why MediaConvert cannot make a clip to the frame, as half a sentence; null where it can. `probes` are of the plan's sources, in
 * its order, and `starts` when the first picture of each is seen by its own clock, null where that is not known.
 */
export function clipRefusal(plan: ClipPlan, probes: Probe[], starts: (number | null)[]): string | null {
  if (plan.parts.length > MAX_INPUTS)
    return `the clip has ${plan.parts.length} parts, and MediaConvert takes ${MAX_INPUTS} inputs`;
  for (const [at, probe] of probes.entries()) {
    const refusal = mediaConvertRefusal(probe, plan.output) ?? sourceRefusal(probe, starts[at] ?? null);
    if (refusal !== null) return refusal;
  }
  if (plan.endsWithSource && probes.at(-1)?.durationSeconds == null)
    return 'its header does not tell where it ends, and MediaConvert cuts by numbers of frames';
  return colourRefusal(plan) ?? gapRefusal(plan);
}

function sourceRefusal({ video }: Probe, start: number | null): string | null {
  if (video.variableFps || video.fps === null)
    return 'its pictures come at no one rate, and MediaConvert cuts by numbers of frames';
  return start === null ? 'only reading all of it tells which frame is seen when' : null;
}

/** What is done to the colours is done to all parts. */
function colourRefusal({ sources }: ClipPlan): string | null {
  const isMixed = (of: (video: ClipPlan['sources'][number]['video']) => boolean) =>
    new Set(sources.map(({ video }) => of(video))).size > 1;
  return isMixed(({ toneMap }) => toneMap) ||
    isMixed(({ narrowRange }) => narrowRange) ||
    isMixed(({ colour }) => colour.from !== null)
    ? 'its parts are in several colour spaces, and MediaConvert brings all of them over in one way'
    : null;
}

/** MediaConvert lays inputs one behind the other, and holds none. */
function gapRefusal({ parts, output }: ClipPlan): string | null {
  const frameSeconds = 1 / fpsOf(output.video.fps);
  const hasGap = parts.some((part, at) => {
    const before = parts[at - 1];
    const end = before ? before.atSeconds + before.toSeconds - before.fromSeconds : 0;
    return part.atSeconds - end > frameSeconds;
  });
  return hasGap ? 'the clip has a gap in which a picture is held, which MediaConvert cannot do' : null;
}
