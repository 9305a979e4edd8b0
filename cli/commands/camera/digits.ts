/** What times are written with, seven rows of five dots each, the topmost first. */
const GLYPHS: Record<string, string> = {
  '0': '01110 10001 10011 10101 11001 10001 01110',
  '1': '00100 01100 00100 00100 00100 00100 01110',
  '2': '01110 10001 00001 00110 01000 10000 11111',
  '3': '01110 10001 00001 00110 00001 10001 01110',
  '4': '00010 00110 01010 10010 11111 00010 00010',
  '5': '11111 10000 11110 00001 00001 10001 01110',
  '6': '00110 01000 10000 11110 10001 10001 01110',
  '7': '11111 00001 00010 00100 01000 01000 01000',
  '8': '01110 10001 10001 01110 10001 10001 01110',
  '9': '01110 10001 10001 01111 00001 00010 01100',
  ':': '00000 00100 00100 00000 00100 00100 00000',
  '.': '00000 00000 00000 00000 00000 00110 00110',
  '-': '00000 00000 00000 11111 00000 00000 00000',
  '+': '00000 00100 00100 11111 00100 00100 00000',
};

/** A glyph and the gap behind it, and its height, dots. */
export const GLYPH_WIDTH = 6;
export const GLYPH_HEIGHT = 7;

/** The dots of a text that are set, each as its column and row; a blank has none. */
export function dotsOf(text: string): [column: number, row: number][] {
  return [...text].flatMap((sign, index) =>
    (GLYPHS[sign] ?? '')
      .split(' ')
      .flatMap((line, row) =>
        [...line].flatMap((dot, column): [number, number][] =>
          dot === '1' ? [[index * GLYPH_WIDTH + column, row]] : [],
        ),
      ),
  );
}
