import { displaySize, type FrameSize } from '../../plan/frame/frameSize.ts';
import type { VideoTrack } from '../../probe/tracks/videoTrack.ts';

/** WebP's own limit on a side, pixels; JPEG's is four times that. */
export const MAX_IMAGE_SIDE = 16_383;

/** Images of these widths, upright, square pixels, in order of width; never enlarged, and no size twice. */
export function imageSizes(source: VideoTrack, widths: number[]): { sizes: FrameSize[]; reason: string } {
  const shown = displaySize(source);
  const sizes = new Map<number, FrameSize>();
  for (const width of [...widths].sort((a, b) => a - b)) {
    const size = sizeOfWidth(shown, width);
    sizes.set(size.width, size);
  }
  const enlarged = widths.some(width => width > shown.width);
  const from = `${Math.round(shown.width)}x${Math.round(shown.height)}`;
  return {
    sizes: [...sizes.values()],
    reason: enlarged
      ? `the source is ${from}, and nothing is ever enlarged`
      : `the preset's widths, from ${from}`,
  };
}

/** Of this width or the source's own if that is less, in the source's proportions, even. */
export function sizeOfWidth(shown: FrameSize, width: number): FrameSize {
  const factor = Math.min(1, width / shown.width, MAX_IMAGE_SIDE / shown.height);
  return { width: even(shown.width * factor), height: even(shown.height * factor) };
}

function even(value: number): number {
  return Math.max(2, 2 * Math.round(value / 2 - 0.01));
}
