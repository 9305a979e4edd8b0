import type { PicturePlan } from '../plan/sourcePlan.ts';

/**
 * Whether one filter chain can take all of a stream, also where the picture's size changes: built anew, as ffmpeg does
 * by itself, a chain drops the frames it holds, and a grid begins from its start. Turning and cropping are set up for
 * one size, and ffmpeg turns ahead of the chain: sources that need it keep being built for anew.
 */
export function keepsOneChain({
  rotation,
  mirrored,
  crop,
}: Pick<PicturePlan, 'rotation' | 'mirrored' | 'crop'>): boolean {
  return rotation === 0 && !mirrored && crop === null;
}

/** ffmpeg's arguments ahead of an input for that. */
export function oneChainArgs(video: PicturePlan): string[] {
  return keepsOneChain(video) ? ['-reinit_filter:v', '0'] : [];
}
