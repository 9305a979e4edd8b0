import { refuse } from '../failures/refuse.ts';

/** Below this on the short side there is no picture to speak of, and filters fail. Pixels. */
const MIN_SIDE = 16;

/** 8K UHD with room for full-aperture cameras, pixels; above it one frame costs more memory than a film's worth. */
export const MAX_FRAME_PIXELS = 8192 * 4320;

/** Hours in a file of a few KB are easily made, and each is paid for: no source may run longer than this. Seconds. */
export const MAX_SECONDS = 8 * 3600;

/** What a source may hold in all its frames together: 5.5 hours of 4K at 60 frames a second. Pixels. */
const MAX_PIXELS = 1e13;

/**
 * What is taken at all, whatever is to be made of it.
 * @throws {WorkError} of class `input`: pixel-aspect, too-small, too-large, with the numbers.
 */
export function checkLimits({
  width,
  height,
  pixelAspect,
}: {
  width: number;
  height: number;
  /** Width of a pixel over its height. */
  pixelAspect: number;
}): void {
  // An MP4's display width above 32767 overflows: ffmpeg reads it as negative, and refuses its own pictures.
  if (pixelAspect < 0) {
    refuse(
      'pixel-aspect',
      `The file says its pixels are ${pixelAspect} times as wide as high, which cannot be.`,
    );
  }
  const size = `${width}x${height}`;
  if (Math.min(width, height) < MIN_SIDE) {
    refuse('too-small', `The video is ${size} pixels; at least ${MIN_SIDE} a side are needed.`);
  }
  if (width * height > MAX_FRAME_PIXELS) {
    refuse('too-large', `The video is ${size} pixels; 8K (8192x4320) is the most taken.`);
  }
}

/**
 * How much of it there is, by its headers or as it was measured.
 * @throws {WorkError} of class `input`: too-long, too-large, with the numbers.
 */
export function checkAmount(
  { width, height }: { width: number; height: number },
  seconds: number,
  frames: number,
): void {
  const size = `${width}x${height}`;
  if (seconds > MAX_SECONDS) {
    const hours = Math.round(seconds / 360) / 10;
    refuse('too-long', `The video runs ${hours} hours; ${MAX_SECONDS / 3600} hours are the most taken.`);
  }
  if (width * height * frames > MAX_PIXELS) {
    const message = `The video has ${frames} frames of ${size} pixels, more than can be converted at a sane cost.`;
    refuse('too-large', message);
  }
}
