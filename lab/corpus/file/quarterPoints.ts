import type { Point } from './corpusFile.ts';

const COLOURS = {
  red: [255, 0, 0],
  lime: [0, 255, 0],
  blue: [0, 0, 255],
  white: [255, 255, 255],
  black: [0, 0, 0],
} as const;

type Quarter = keyof typeof COLOURS;

/** The colours in the middle of the quarters: top left, top right, bottom left, bottom right. */
export function quarterPoints(
  colours: readonly [Quarter, Quarter, Quarter, Quarter],
  seconds = 0.5,
): Point[] {
  return colours.map((colour, index) => ({
    seconds,
    across: index % 2 === 0 ? 0.25 : 0.75,
    down: index < 2 ? 0.25 : 0.75,
    rgb: COLOURS[colour],
    within: 60,
  }));
}
