/** The part of the coded picture that is meant to be seen, pixels from its top left corner. */
export interface Crop {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Null where it is the whole picture, or no part of it. */
export function cropWithin(crop: Crop, coded: { width: number; height: number }): Crop | null {
  const { left, top, width, height } = crop;
  const isWhole = width === coded.width && height === coded.height;
  const isInside =
    [left, top].every(side => side >= 0) &&
    [width, height].every(side => side > 0) &&
    left + width <= coded.width &&
    top + height <= coded.height;
  return isInside && !isWhole ? crop : null;
}
