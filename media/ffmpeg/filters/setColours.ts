import type { ColourSpace } from '../../plan/colour/colourSpace.ts';

/** ffmpeg's filter that says on each frame what its colours are; the samples stay. */
export function setColours({ primaries, transfer, matrix }: ColourSpace): string {
  return `setparams=color_primaries=${primaries}:color_trc=${transfer}:colorspace=${matrix}`;
}
