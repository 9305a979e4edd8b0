import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { type Plan, planRendition } from '../../plan/plan.ts';
import type { ClipPart, ClipSource } from '../clipPart.ts';
import { chooseShape, type Shape } from './chooseShape.ts';
import { clipDecisions } from './clipDecisions.ts';
import { clipOutput } from './clipOutput.ts';
import type { ClipPlan, SourceCut } from './clipPlan.ts';
import { inOneColourSpace } from './inOneColourSpace.ts';
import { namingSource } from './namingSource.ts';

/**
 * Decides what a video preset makes of parts of several sources, one behind the other: one frame, one grid, one colour
 * space, and sound where any of them has some. `seconds` is how long the clip is that was asked for. Pure: the same facts
 * give the same plan.
 * @throws {WorkError} of class `input`, as planRendition, with the source's name.
 */
export function planClip(
  sources: Pick<ClipSource, 'name' | 'probe'>[],
  parts: ClipPart[],
  preset: VideoPreset,
  seconds: number,
): ClipPlan {
  const plans = sources.map(source => planOne(source, preset));
  const shape = chooseShape(sources, plans, parts, preset);
  const { colours, common } = inOneColourSpace(sources, plans);
  const cuts = plans.map((plan, at) => cutOf(plan, shape, colours[at] ?? plan.video.colour, preset));
  return {
    kind: 'clip',
    output: clipOutput(cuts, { plans, parts, seconds }),
    sources: cuts,
    ...{ parts, commonColours: common },
    durationSeconds: seconds,
    decisions: clipDecisions(sources, plans, { shape, common, parts, preset }),
    warnings: plans.flatMap(({ warnings }, at) => warnings.map(one => `"${sources[at]?.name}": ${one}`)),
  };
}

function planOne({ name, probe }: Pick<ClipSource, 'name' | 'probe'>, preset: VideoPreset): Plan {
  try {
    return planRendition(probe, preset);
  } catch (error) {
    throw namingSource(name, error);
  }
}

/** A source's pictures, laid into the clip's frame and grid. */
function cutOf(plan: Plan, shape: Shape, colour: Plan['video']['colour'], preset: VideoPreset): SourceCut {
  const { video, audio, clock, untimed, incomplete, source } = plan;
  const { width, height, fps } = shape;
  const gopFrames = Math.max(1, Math.round((preset.gopSeconds * fps.num) / fps.den));
  return {
    video: { ...video, width, height, fps, gopFrames, colour },
    ...{ audio, clock, untimed, incomplete, source },
  };
}
