/** From this moment of the film on, seconds, pictures are shown this much wider than high; null: by square pixels. */
export interface PictureShape {
  seconds: number;
  aspect: number | null;
}

/**
 * An expression for the shape of a picture by its time, `shiftSeconds` later than the shapes have it; the frame's own
 * where there are no shapes.
 */
export function shapeByTime(shapes: PictureShape[], shiftSeconds: number): string {
  if (shapes.length === 0) return 'dar';
  const aspects = shapes.map(({ aspect }) => (aspect === null ? 'a' : aspect.toFixed(6)));
  const steps = shapes.slice(1).map(({ seconds }, at) => {
    const from = (seconds + shiftSeconds - 0.001).toFixed(3);
    return `+gte(t\\,${from})*(${aspects[at + 1]}-${aspects[at]})`;
  });
  return `(${aspects[0]}${steps.join('')})`;
}
