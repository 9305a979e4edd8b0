import { fpsOf } from '../../plan/frame/frameRate.ts';
import type { Plan } from '../../plan/plan.ts';
import type { ClipPart } from '../clipPart.ts';
import type { SourceCut } from './clipPlan.ts';

/** A part is decoded from the key frame before it: half of encoders' usual ten seconds, seconds. */
const LEAD_SECONDS = 5;

/** The clip as if it were made of one source: what it costs to make and how it is checked follow from that. */
export function clipOutput(
  cuts: SourceCut[],
  { plans, parts, seconds }: { plans: Plan[]; parts: ClipPart[]; seconds: number },
): Plan {
  const [first] = plans;
  const [cut] = cuts;
  if (!first || !cut) throw new TypeError('A clip is made of one source at the least.');
  const { fps } = cut.video;
  const audio = cuts.find(one => one.audio !== null)?.audio ?? null;
  return {
    ...first,
    video: {
      ...cut.video,
      ...{ rotation: 0 as const, mirrored: false, crop: null, pixelAspect: 1, declaresShapes: false },
      deinterlace: cuts.some(({ video }) => video.deinterlace),
      toneMap: cuts.some(({ video }) => video.toneMap),
    },
    audio,
    ...{ incomplete: false, untimed: false, lengthIsExact: true },
    durationSeconds: seconds,
    durationToleranceSeconds: fps.den / fps.num,
    frames: Math.max(1, Math.round(seconds * fpsOf(fps))),
    audioSeconds: audio ? seconds : null,
    source: decodedOf(cuts, parts),
    ...{ decisions: [], warnings: [] },
  };
}

/** All that is decoded, as frames of the largest source. */
function decodedOf(cuts: SourceCut[], parts: ClipPart[]): Plan['source'] {
  const largest = cuts
    .map(({ source }) => source)
    .reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a));
  const frames = parts.reduce((sum, { source, fromSeconds, toSeconds }) => {
    const cut = cuts[source];
    if (!cut) return sum;
    const fps = cut.source.fps ?? fpsOf(cut.video.fps);
    const lead = Math.min(fromSeconds, LEAD_SECONDS);
    return sum + Math.min(cut.source.frames, (toSeconds - fromSeconds + lead) * fps);
  }, 0);
  return { ...largest, rotation: 0, frames: Math.max(1, Math.ceil(frames)) };
}
