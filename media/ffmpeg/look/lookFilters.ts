import { UPRIGHT } from '../../containers/turn.ts';
import { isRareMatrix } from '../../plan/colour/colourSpace.ts';
import type { Plan } from '../../plan/plan.ts';
import { tagsAhead } from '../filters/colourTags.ts';
import { cropFilter } from '../filters/cropFilter.ts';
import { fitFrame } from '../filters/fitFrame.ts';
import { ON_BLACK } from '../filters/seenFilters.ts';
import { turnFilters } from '../filters/turnFilters.ts';

/**
 * ffmpeg's filters for single frames of a plan's source that ffmpeg has not turned: upright and in the output's frame, in
 * the colours that their samples have. Null where those say nothing of the output's, or nobody knows which frame is which
 * moment's, or what shape it has.
 */
export function lookFilters({ video, untimed }: Pick<Plan, 'video' | 'untimed'>): string[] | null {
  const { colour, crop, toneMap } = video;
  if (untimed || video.declaresShapes) return null;
  if (colour.from && (!toneMap || isRareMatrix(colour.from.matrix))) return null;
  return [
    ...tagsAhead(video),
    ...(crop ? [cropFilter(crop, UPRIGHT)] : []),
    ...turnFilters(video),
    ...(colour.onBlack ? [ON_BLACK] : []),
    ...fitFrame(video),
  ];
}
