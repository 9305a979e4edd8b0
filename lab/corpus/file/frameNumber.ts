/** The share of the picture's height that flashes; its number stands in the rest. */
export const FLASH_ROWS = 2 / 3;

/** Behind a first bar that is always white; the lowest bit comes first, and black follows. */
export const NUMBER_BITS = 12;

/** A frame is looked at in so many columns and rows. */
export const NUMBER_SIDE = 16;

const WHITE = 128;

export interface NumberedFrame {
  /** Null where there are no such bars. */
  number: number | null;
  flashes: boolean;
}

/** ffmpeg's arguments for an output of every frame of a stream, small enough to read. */
export const FRAMES = [
  ...['-vf', `scale=${NUMBER_SIDE}:${NUMBER_SIDE}:flags=area,format=gray`],
  ...['-fps_mode', 'passthrough', '-f', 'rawvideo'],
];

/** Reads what FRAMES asked for. */
export function readFrames(pixels: Buffer): NumberedFrame[] {
  const size = NUMBER_SIDE ** 2;
  return Array.from({ length: pixels.length / size }, (_, index) =>
    readFrameNumber(pixels.subarray(index * size, (index + 1) * size)),
  );
}

/** Reads a frame of `NUMBER_SIDE` by `NUMBER_SIDE` grey pixels. */
export function readFrameNumber(pixels: Buffer): NumberedFrame {
  const row = Math.floor(NUMBER_SIDE * (FLASH_ROWS + 0.2));
  const bars = [...pixels.subarray(row * NUMBER_SIDE, (row + 1) * NUMBER_SIDE)].map(value => value > WHITE);
  const bits = bars.slice(1, 1 + NUMBER_BITS);
  const framed = bars[0] && !bars.slice(1 + NUMBER_BITS).includes(true);
  const top = pixels.subarray(0, NUMBER_SIDE * Math.floor(NUMBER_SIDE * FLASH_ROWS));
  return {
    number: framed ? bits.reduce((sum, bit, index) => sum + (bit ? 2 ** index : 0), 0) : null,
    flashes: top.reduce((sum, value) => sum + value, 0) / top.length > WHITE,
  };
}
