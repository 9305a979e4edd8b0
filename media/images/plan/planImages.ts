import type { ImagePreset } from '../../../presets/schema/preset.ts';
import type { Decision } from '../../plan/decision.ts';
import { fpsOf } from '../../plan/frame/frameRate.ts';
import { incompleteDecision, lengthDecision, turnDecision } from '../../plan/sourceDecisions.ts';
import { type MeasuredLength, planSource, type SourcePlan } from '../../plan/sourcePlan.ts';
import type { Probe } from '../../probe/probe.ts';
import { clipOf, type ImagePart, type ImageWishes, imagePart, wishedTimes } from './imagePart.ts';
import { imageSizes } from './imageSizes.ts';
import { imageTimes } from './imageTimes.ts';
import { planShots, type Shot } from './planShots.ts';
import { planSprite, type SpritePlan } from './planSprite.ts';

/** Which images a preset makes of a source, with the reason for each choice. */
export interface ImagePlan extends SourcePlan {
  kind: 'image';
  format: ImagePreset['format'];
  /** 1 is worst, 100 is best. */
  quality: number;
  /** One frame's time, seconds. */
  frameSeconds: number;
  /** How far ahead of a key frame to start reading, seconds: where the container does not tell where they are. */
  runUpSeconds: number;
  shots: Shot[];
  sprite: SpritePlan | null;
  /** Of which part of the source; null, or absent as older versions wrote it, for the whole. Times are by the part. */
  part?: ImagePart | null;
}

/** No finer than any preset's grid. */
export const ANY_RATE = Number.POSITIVE_INFINITY;

/** ffmpeg seeks in these by time alone, and then shows nothing until the next key frame. */
const UNINDEXED = new Set(['ts', 'mpg']);

/** Ahead of a key frame, far enough for its packets to be met whole. */
const RUN_UP_SECONDS = 1;

/**
 * Decides which images a preset makes of a source, or of the part that is wished; `measured` once it is known. Pure: the same facts give the same plan.
 * @throws {WorkError} of class `input`, as planSource and imagePart.
 */
export function planImages(
  probe: Probe,
  preset: ImagePreset,
  { measured = null, wishes = {} }: { measured?: MeasuredLength | null; wishes?: ImageWishes } = {},
): ImagePlan {
  const { video: track } = probe;
  const { plan: shared, rate, colour, duration } = planSource(probe, ANY_RATE, measured);
  const frameSeconds = 1 / (track.fps ?? fpsOf(rate.rate));
  const { frames } = shared.source;
  const whole = { seconds: measured?.pictureSeconds ?? duration.seconds, frameSeconds, frames };
  const part = imagePart(wishes, whole, measured !== null || duration.toleranceSeconds !== null);
  const clip = clipOf(whole, part);
  const wished = wishedTimes(wishes, part);
  const times = wished ? imageTimes(wished, clip, 'as it is wished') : imageTimes(preset.at, clip);
  const { sizes, reason: sizeReason } = imageSizes(track, preset.widths);
  return {
    ...shared,
    ...(part && { part, durationSeconds: clip.seconds }),
    kind: 'image',
    format: preset.format,
    quality: preset.quality,
    frameSeconds,
    runUpSeconds: UNINDEXED.has(probe.container) ? RUN_UP_SECONDS : 0,
    shots: planShots(preset, clip, times.kept, sizes),
    sprite: preset.sprite ? planSprite(track, preset.sprite, preset.format, clip) : null,
    decisions: [
      ...partDecision(part),
      ...times.decisions,
      {
        what: 'sizes',
        choice: sizes.map(size => `${size.width}x${size.height}`).join(', '),
        reason: sizeReason,
      },
      ...turnDecision(track, 'images carry no rotation of their own'),
      {
        what: 'colour',
        choice: colour.toneMap ? 'tone-mapped to standard range' : "the source's",
        reason: colour.reason,
      },
      ...incompleteDecision(probe),
      lengthDecision(duration),
    ],
    // Images leave the sound alone, and have all of the picture.
    warnings: [],
  };
}

function partDecision(part: ImagePart | null): Decision[] {
  if (!part) return [];
  const [from, to] = [part.fromSeconds, part.toSeconds].map(seconds => Math.round(seconds * 1_000) / 1_000);
  return [
    { what: 'trim', choice: `from ${from} s to ${to} s`, reason: 'whoever uploaded it wishes no more' },
  ];
}
