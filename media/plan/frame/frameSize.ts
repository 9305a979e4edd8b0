import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { fitsLevel } from './h264Level.ts';

export interface FrameSize {
  width: number;
  height: number;
}

interface Geometry extends FrameSize {
  /** Clockwise turn that makes it upright. */
  rotation: 0 | 90 | 180 | 270;
  /** Width of a pixel over its height. */
  pixelAspect: number;
}

/**
 * The output's frame: upright, square pixels, the preset's height on the short side (so that portrait stays
 * portrait), never larger than the source, even, and small enough for the preset's level.
 */
export function chooseFrameSize(
  source: Geometry,
  preset: Pick<VideoPreset, 'height' | 'level'>,
  fps: number,
): FrameSize & { reason: string } {
  const shown = displaySize(source);
  const short = Math.min(shown.width, shown.height);
  const rung = scaled(shown, Math.min(1, preset.height / short));
  const size = shrinkToLevel(shown, rung, preset.level, fps);
  return { ...size, reason: reasonFor(shown, rung, size, preset) };
}

/** As a player shows it: pixels made square by stretching or shrinking the width, then turned upright. */
export function displaySize({ width, height, rotation, pixelAspect }: Geometry): FrameSize {
  const square = { width: width * pixelAspect, height };
  return rotation % 180 === 0 ? square : { width: square.height, height: square.width };
}

function scaled({ width, height }: FrameSize, factor: number): FrameSize {
  return { width: even(width * factor, width), height: even(height * factor, height) };
}

/** Nearest even number, at least 2, never above what is there: 4:2:0 needs even sides, 853 becomes 852. */
function even(value: number, limit: number): number {
  const nearest = 2 * Math.round(value / 2);
  return Math.max(2, nearest > Math.round(limit) ? nearest - 2 : nearest);
}

/** Smaller by small steps until the level holds it: only very wide or very tall frames ever need it. */
function shrinkToLevel(
  shown: FrameSize,
  rung: FrameSize,
  level: VideoPreset['level'],
  fps: number,
): FrameSize {
  let size = rung;
  for (let factor = rung.width / shown.width; !fitsLevel(level, size, fps); factor *= 0.99) {
    size = scaled(shown, factor);
    if (size.width <= 2 || size.height <= 2) break;
  }
  return size;
}

function reasonFor(
  shown: FrameSize,
  rung: FrameSize,
  size: FrameSize,
  { height, level }: { height: number; level: string },
): string {
  const from = `${Math.round(shown.width)}x${Math.round(shown.height)}`;
  if (size !== rung) return `${from} brought down to what level ${level} allows`;
  if (Math.min(shown.width, shown.height) > height)
    return `${from} brought down to ${height} on the short side`;
  return `${from} is not above ${height} on the short side, and nothing is ever enlarged`;
}
