import type { JobSettings } from '@aws-sdk/client-mediaconvert';
import { inputSettings, outputGroup } from '../../mediaconvert/mediaConvertSettings.ts';
import { toFraction } from '../../plan/frame/frameRate.ts';
import type { Probe } from '../../probe/probe.ts';
import { sourceAt } from '../clipPart.ts';
import type { ClipPlan } from '../plan/clipPlan.ts';
import { frameNumbers, timecode } from './frameNumbers.ts';
import { toKnownEnd } from './toKnownEnd.ts';

/** What is known of one of a clip's sources. */
export interface ManagedSource {
  probe: Pick<Probe, 'video'>;
  /** `s3://...` */
  url: string;
  /** When its first picture is seen by its own clock, seconds (pictureStart.ts). */
  startSeconds: number;
}

/**
 * A clip's plan as MediaConvert's job settings: each part an input of its own, clipped on the very frames, and one output
 * for all of them. `sources` are those of the plan, in its order.
 */
export function clipSettings(planned: ClipPlan, sources: ManagedSource[], destination: string): JobSettings {
  const plan = toKnownEnd(planned);
  return {
    TimecodeConfig: { Source: 'ZEROBASED' },
    Inputs: plan.parts.map(part => {
      const source = sourceAt(sources, part.source);
      const cut = sourceAt(plan.sources, part.source);
      const rate = toFraction(source.probe.video.fps ?? 0);
      const { first, last } = frameNumbers(part, rate, source.startSeconds);
      return {
        ...inputSettings(source.url, cut.audio),
        // Both frames are in the clip.
        InputClippings: [{ StartTimecode: timecode(first, rate), EndTimecode: timecode(last, rate) }],
      };
    }),
    // Sources of one shape fill the frame; others are seen whole, between bars.
    OutputGroups: [outputGroup(plan.output, destination, isOneShape(plan) ? 'STRETCH_TO_OUTPUT' : 'DEFAULT')],
  };
}

/** How far two shapes may lie apart by rounding to even numbers of pixels. */
const SAME_SHAPE = 0.01;

function isOneShape({ output, sources }: ClipPlan): boolean {
  const wanted = output.video.width / output.video.height;
  return sources.every(({ video, source }) => {
    const isTurned = video.rotation === 90 || video.rotation === 270;
    const seen = (source.width / source.height) * video.pixelAspect;
    return Math.abs((isTurned ? 1 / seen : seen) / wanted - 1) < SAME_SHAPE;
  });
}
