import type { ImagePreset } from '../../../presets/schema/preset.ts';
import { tagsAhead } from '../../ffmpeg/filters/colourTags.ts';
import { seenFilters } from '../../ffmpeg/filters/seenFilters.ts';
import { lyingDown } from '../../ffmpeg/filters/turnFilters.ts';
import type { FrameSize } from '../../plan/frame/frameSize.ts';
import type { PicturePlan } from '../../plan/sourcePlan.ts';

/** A deinterlacer leaves its first frame combed, since it knows none before it; a still is such a frame. */
const ONE_FIELD = 'field=type=top';

/**
 * JPEG (JFIF) and WebP (VP8) hold BT.601, full and limited range, and no tag that says otherwise. Full range is not
 * asked for by yuvj420p: ffmpeg 7.0's scale, going there, leaves the matrix as it was.
 */
const INTO: Record<ImagePreset['format'] | 'png', string[]> = {
  jpeg: ['scale=out_color_matrix=bt601:out_range=full', 'format=yuv420p'],
  webp: ['scale=out_color_matrix=bt601:out_range=limited', 'format=yuv420p'],
  png: ['format=rgb24'],
};

/** ffmpeg's filter chain from one frame of the source to an image, in size and colour as a video of it would be. */
export function imageFilters(
  video: PicturePlan,
  size: FrameSize,
  format: ImagePreset['format'] | 'png',
): string[] {
  return [
    ...tagsAhead(video),
    ...(video.deinterlace ? lyingDown(video, [ONE_FIELD]) : []),
    ...seenFilters(video, size),
    ...INTO[format],
  ];
}

/** From finished RGB pictures into a format. */
export function intoFormat(format: ImagePreset['format']): string[] {
  return INTO[format];
}
