import { BT709 } from '../../plan/colour/colourSpace.ts';
import type { FrameSize } from '../../plan/frame/frameSize.ts';
import type { PicturePlan } from '../../plan/sourcePlan.ts';
import { tagsBehindScaler } from './colourTags.ts';
import { cropFilter } from './cropFilter.ts';
import { fitFrame } from './fitFrame.ts';
import { intoBt709 } from './intoBt709.ts';
import { setColours } from './setColours.ts';

/** Colours are stored at full strength beside their opacity; both multiplied is how they look on black. */
export const ON_BLACK = 'premultiply=inplace=1';

/**
 * ffmpeg's filters from upright pictures of whole rows to what is to be seen of them, in a frame of that size and in the
 * output's colours. `dar` is as fitFrame has it.
 */
export function seenFilters(video: PicturePlan, size: FrameSize, dar?: string): string[] {
  const { colour, toneMap, narrowRange } = video;
  return [
    ...cropped(video),
    ...(colour.onBlack ? [ON_BLACK] : []),
    ...fitFrame(size, { options: scalerOptions(video), ...(dar !== undefined && { dar }) }),
    'setsar=1',
    ...tagsBehindScaler(video),
    ...(colour.from
      ? intoBt709(colour.from, { toneMap, fullRange: narrowRange, fromRgb: colour.fromRgb })
      : []),
    ...(colour.fromRgb && !toneMap ? [setColours(BT709)] : []),
  ];
}

/** By what is shown ffmpeg takes pixels for as wide as if all of them were, so their aspect is told anew behind it. */
function cropped({ crop, rotation, mirrored, pixelAspect }: PicturePlan): string[] {
  if (crop === null) return [];
  const aspect = rotation % 180 === 0 ? pixelAspect : 1 / pixelAspect;
  return [cropFilter(crop, { rotation, mirrored }), `setsar=${aspect}`];
}

function scalerOptions({ colour: { fromRgb, rangeUntold, from }, narrowRange }: PicturePlan): string {
  const matrix = fromRgb ? ':out_color_matrix=bt709' : '';
  if (from) return matrix;
  if (narrowRange) return `${matrix}:in_range=full:out_range=limited`;
  return rangeUntold ? `${matrix}:out_range=limited` : matrix;
}
