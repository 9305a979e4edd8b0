import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { type FrameRate, fpsOf } from '../../plan/frame/frameRate.ts';
import { chooseFrameSize, type FrameSize } from '../../plan/frame/frameSize.ts';
import type { Plan } from '../../plan/plan.ts';
import type { ClipPart, ClipSource } from '../clipPart.ts';

/** What all parts of a clip are brought to. */
export interface Shape extends FrameSize {
  fps: FrameRate;
  /** All sources have that very size, and rate. */
  isEverySize: boolean;
  isEveryRate: boolean;
}

/** Frames whose sides stand in a proportion this near are of one shape. */
const SAME_SHAPE = 0.03;

/**
 * The frame is of the shape that most of the clip's time has, and as large as the largest of those; what has another is
 * shown whole in it, between bars. The grid is the fastest of the sources' own, so that no frame of any is left out.
 */
export function chooseShape(
  sources: Pick<ClipSource, 'probe'>[],
  plans: Plan[],
  parts: ClipPart[],
  preset: VideoPreset,
): Shape {
  const rates = plans.map(({ video }) => video.fps);
  const fps = rates.reduce((fastest, rate) => (fpsOf(rate) > fpsOf(fastest) ? rate : fastest));
  const sizes = sources.map(({ probe }) => chooseFrameSize(probe.video, preset, fpsOf(fps)));
  const { width, height } = prevailing(sizes, secondsOf(parts, sizes.length));
  return {
    ...{ width, height, fps },
    isEverySize: sizes.every(size => size.width === width && size.height === height),
    isEveryRate: rates.every(rate => fpsOf(rate) === fpsOf(fps)),
  };
}

/** How much of the clip each source is, seconds. */
function secondsOf(parts: ClipPart[], sources: number): number[] {
  return Array.from({ length: sources }, (_, source) =>
    parts
      .filter(part => part.source === source)
      .reduce((sum, { fromSeconds, toSeconds }) => sum + toSeconds - fromSeconds, 0),
  );
}

function prevailing(sizes: FrameSize[], seconds: number[]): FrameSize {
  const weightOf = (size: FrameSize) =>
    sizes.reduce((sum, one, at) => sum + (isAlike(one, size) ? (seconds[at] ?? 0) : 0), 0);
  const heaviest = Math.max(...sizes.map(weightOf));
  const candidates = sizes.filter(size => weightOf(size) >= heaviest - 1e-6);
  const [first = { width: 2, height: 2 }] = candidates;
  return candidates
    .filter(size => isAlike(size, first))
    .reduce((largest, size) => (size.width * size.height > largest.width * largest.height ? size : largest));
}

function isAlike(one: FrameSize, other: FrameSize): boolean {
  return Math.abs((one.width * other.height) / (one.height * other.width) - 1) < SAME_SHAPE;
}
