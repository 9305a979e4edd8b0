import { BT709, type ColourSpace, isRareMatrix } from '../../plan/colour/colourSpace.ts';
import type { PicturePlan } from '../../plan/sourcePlan.ts';
import { setColours } from './setColours.ts';

type Colours = Pick<PicturePlan, 'colour' | 'narrowRange'>;

/** Filters for the beginning of a chain: what the frames are said to be in the place of what they say themselves. */
export function tagsAhead({ colour: { from, kept, keptIsDeclared } }: Pick<Colours, 'colour'>): string[] {
  const tags = from ? scalable(from) : keptIsDeclared ? null : kept;
  return tags ? [setColours(tags)] : [];
}

/** The same again behind the scaler: ffmpeg 7's forgets the matrix where it changes the range. */
export function tagsBehindScaler({ colour, narrowRange }: Colours): string[] {
  return colour.kept && (narrowRange || colour.rangeUntold) ? [setColours(colour.kept)] : [];
}

/** Under a name that ffmpeg's scaler knows: it changes no matrix here, but from version 7 on refuses rare ones. */
function scalable({ matrix, ...rest }: ColourSpace): ColourSpace {
  return { ...rest, matrix: isRareMatrix(matrix) ? BT709.matrix : matrix };
}
