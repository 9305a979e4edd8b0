import type { Plan } from '../../plan/plan.ts';
import { keepsOneChain } from '../oneChain.ts';
import { tagsAhead } from './colourTags.ts';
import { fitFrame } from './fitFrame.ts';
import { type GridFacts, gridFilter, picturesOnGrid } from './gridFilters.ts';
import { type PictureShape, shapeByTime } from './pictureShape.ts';
import { seenFilters } from './seenFilters.ts';
import { lyingDown } from './turnFilters.ts';

/** What is known of a source's pictures once they are measured. */
export interface MeasuredPictures extends GridFacts {
  /** How their shape changes on the way, by the times they are read at; empty where the frames' own is right. */
  shapes: PictureShape[];
}

/** Only frames marked as interlaced: progressive ones in a mixed stream stay untouched. One frame out for one in. */
const DEINTERLACED = 'bwdif=mode=send_frame:deint=interlaced';

/**
 * ffmpeg's video filter chain for a plan, cheapest order first. ffmpeg itself turns the picture upright ahead of the
 * chain, from the display matrix, mirrored ones included.
 */
export function videoFilters(
  { video, source, untimed }: Pick<Plan, 'video' | 'source' | 'untimed'>,
  measured: MeasuredPictures | null = null,
): string[] {
  const { num, den } = video.fps;
  const needsOneSize = keepsOneChain(video) && (video.deinterlace || video.colour.onBlack);
  const shapes = measured?.shapes ?? [];
  return [
    ...tagsAhead(video),
    ...(untimed ? [`setpts=N*${den}/${num}/TB`] : []),
    // Those filters are set up for one size, and must not see it change.
    ...(needsOneSize
      ? fitFrame(source, {
          ...{ pixelAspect: video.pixelAspect, options: ':interl=-1' },
          dar: shapeByTime(shapes, 0),
        })
      : []),
    ...(video.deinterlace ? lyingDown(video, [DEINTERLACED]) : []),
    // Ahead of all that costs time on frames which the grid drops.
    ...(measured ? picturesOnGrid(measured) : [gridFilter(video.fps)]),
    // Behind the grid pictures have the times of the output.
    ...seenFilters(
      video,
      video,
      needsOneSize ? undefined : shapeByTime(shapes, measured?.grid.pictureShift ?? 0),
    ),
  ];
}
