import type { ImagePlan } from './planImages.ts';

/** A line on a key frame's packet in ffmpeg's report, with room; in some films each frame is one. */
const LINE_BYTES = 100;

/** A pixel of an image, uncompressed: no image takes more. */
const PIXEL_BYTES = 4;

/** Room for the looks' reports, and for films with more frames than they tell. */
const SPARE_BYTES = 16 * 1024 * 1024;

/** The most that any file made on the way to a plan's images may have, bytes: well above what an honest source takes. */
export function imageBudget({ shots, sprite, source }: ImagePlan): number {
  const sheet = sprite ? sprite.tile.width * sprite.tile.height * sprite.columns * sprite.rows : 0;
  const pictures = shots.flatMap(({ images }) => images.map(({ width, height }) => width * height));
  return Math.ceil(Math.max(sheet, ...pictures) * PIXEL_BYTES + source.frames * LINE_BYTES + SPARE_BYTES);
}
