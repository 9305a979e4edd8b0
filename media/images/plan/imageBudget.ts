import type { ImagePlan } from './planImages.ts';

/** A pixel of an image, uncompressed: no image takes more. */
const PIXEL_BYTES = 4;

/** Room for the looks' reports. */
const SPARE_BYTES = 16 * 1024 * 1024;

/** The most that any file made of a measured source on the way to its images may have, bytes: well above what an honest source takes. */
export function imageBudget({ shots, sprite }: ImagePlan): number {
  const sheet = sprite ? sprite.tile.width * sprite.tile.height * sprite.columns * sprite.rows : 0;
  const pictures = shots.flatMap(({ images }) => images.map(({ width, height }) => width * height));
  return Math.ceil(Math.max(sheet, ...pictures) * PIXEL_BYTES + SPARE_BYTES);
}
