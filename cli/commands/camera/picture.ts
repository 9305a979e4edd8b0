import { dotsOf, GLYPH_HEIGHT, GLYPH_WIDTH } from './digits.ts';

export interface Size {
  width: number;
  height: number;
}

/** Bars of a picture's number, lowest bit first: numbers begin anew after 65,535. */
const BITS = 16;

/** Of limited range: black, white, and the ground. */
const BLACK = 16;
const WHITE = 235;
const GROUND = 80;
const MARK = 130;
const NO_COLOUR = 128;

/**
 * One picture, planar 4:2:0: above a bar code of its number, over a mark that moves once across in a second, and lines of
 * text in the middle.
 */
export function drawPicture(
  { width, height }: Size,
  { number, secondShare, lines }: { number: number; secondShare: number; lines: string[] },
): Buffer {
  const picture = Buffer.alloc((width * height * 3) / 2, NO_COLOUR);
  const luma = picture.subarray(0, width * height);
  luma.fill(GROUND);
  const box = (left: number, top: number, wide: number, high: number, value: number) => {
    for (let row = top; row < Math.min(height, top + high); row += 1) {
      luma.fill(value, row * width + left, row * width + Math.min(width, left + wide));
    }
  };
  const bar = width / BITS;
  for (let bit = 0; bit < BITS; bit += 1) {
    box(bit * bar, 0, bar, bar, Math.floor(number / 2 ** bit) % 2 === 1 ? WHITE : BLACK);
  }
  box(Math.floor(secondShare * (width - bar)), height - bar, bar, bar, MARK);
  // Each line as large as fits, the first twice as large as the rest would be.
  let top = Math.floor(bar * 2);
  for (const line of lines) {
    const dot = Math.max(1, Math.floor((width * 0.9) / (line.length * GLYPH_WIDTH)));
    const left = Math.floor((width - line.length * GLYPH_WIDTH * dot) / 2);
    for (const [column, row] of dotsOf(line)) box(left + column * dot, top + row * dot, dot, dot, WHITE);
    top += (GLYPH_HEIGHT + 2) * dot;
  }
  return picture;
}
