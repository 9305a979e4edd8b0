import { type MediaInfoTrack, positiveField, textField } from '../trackField.ts';

/** Writers round display sizes, and MediaInfo rounds what it makes of them: what is within a percent of square is square. */
const NEARLY_SQUARE = 0.01;

/** Width of a pixel over its height, by the container's own word where there is one; below zero where that overflows. */
export function pixelAspectOf(track: MediaInfoTrack, declared: number | null): number {
  if (Number(track.PixelAspectRatio) < 0) return Number(track.PixelAspectRatio);
  const aspect = (declared ?? positiveField(track, 'PixelAspectRatio') ?? 1) / halved(track);
  return Math.abs(aspect - 1) <= NEARLY_SQUARE || aspect > 10 || aspect < 0.1 ? 1 : aspect;
}

/**
 * Two views in one picture, for glasses: the shape that is told is that of what one eye sees. The picture is kept whole,
 * with both views, as players show it.
 */
function halved(track: MediaInfoTrack): number {
  const layout = textField(track, 'MultiView_Layout') ?? '';
  if (layout.startsWith('Side by Side')) return 0.5;
  return layout.startsWith('Top-Bottom') ? 2 : 1;
}
