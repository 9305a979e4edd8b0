import type { ImagePreset } from '../../../presets/schema/preset.ts';
import { videoFilters } from '../../ffmpeg/filters/videoFilters.ts';
import { chooseColour } from '../../plan/colour/colour.ts';
import type { FrameSize } from '../../plan/frame/frameSize.ts';
import type { VideoTrack } from '../../probe/tracks/videoTrack.ts';

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
  source: VideoTrack,
  size: FrameSize,
  format: ImagePreset['format'] | 'png',
): string[] {
  const colour = chooseColour(source);
  return [
    ...videoFilters({
      rate: null,
      size,
      colour,
      deinterlace: source.interlaced,
      turn: source,
      crop: source.crop,
      pixelAspect: source.pixelAspect,
      still: true,
    }),
    ...INTO[format],
  ];
}

/** From finished RGB pictures into a format. */
export function intoFormat(format: ImagePreset['format']): string[] {
  return INTO[format];
}
