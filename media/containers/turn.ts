/** How a picture has to be turned to stand upright: mirrored as ffmpeg does it (see videoFilters), then clockwise. */
export interface Turn {
  rotation: 0 | 90 | 180 | 270;
  mirrored: boolean;
}

export const UPRIGHT: Turn = { rotation: 0, mirrored: false };

/** The part of a QuickTime matrix that turns: x' = a x + c y, y' = b x + d y, y counted downwards. */
export interface TurnMatrix {
  a: number;
  b: number;
  c: number;
  d: number;
}

/** Odd angles are not turned for; ffmpeg shows them as they are within the frame. */
export function turnOf({ a, b, c, d }: TurnMatrix): Turn {
  const scale = { x: Math.hypot(a, c), y: Math.hypot(b, d) };
  if (scale.x === 0 || scale.y === 0) return UPRIGHT;
  const degrees = Math.round((Math.atan2(b / scale.y, a / scale.x) * 180) / Math.PI);
  const rotation = (degrees + 360) % 360;
  if (rotation !== 0 && rotation !== 90 && rotation !== 180 && rotation !== 270) return UPRIGHT;
  return { rotation, mirrored: a * d - b * c < 0 };
}

/** First one, then the other, as a movie's matrix comes on top of its track's. */
export function multiply(first: TurnMatrix, then: TurnMatrix): TurnMatrix {
  return {
    a: first.a * then.a + first.b * then.c,
    b: first.a * then.b + first.b * then.d,
    c: first.c * then.a + first.d * then.c,
    d: first.c * then.b + first.d * then.d,
  };
}
