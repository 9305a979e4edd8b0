import { printable } from '../printable.ts';
import { paint, type Style } from './paint.ts';
import type { Screen } from './screen.ts';
import { cutTo, wrapTo } from './textWidth.ts';

/** A piece of a cell that stands out. */
export interface Styled {
  text: string;
  style: Style;
}

/** What stands in one place of a table: text, or pieces of it one after the other. */
export type Cell = string | Styled | (string | Styled)[];

/** A cell without its colours, safe to show. */
export function cellText(cell: Cell): string {
  return pieces(cell)
    .map(piece => printable(typeof piece === 'string' ? piece : piece.text))
    .join('');
}

/** A cell as lines of at most so many columns. */
export function fitted(
  cell: Cell,
  overflow: 'end' | 'start' | 'middle' | 'wrap' | undefined,
  width: number,
  screen: Screen,
): string[] {
  const text = painted(cell, screen);
  if (overflow === undefined) return [text];
  if (overflow === 'wrap') return wrapTo(Math.max(1, width), text);
  return [cutTo(width, text, overflow)];
}

function painted(cell: Cell, screen: Screen): string {
  return pieces(cell)
    .map(piece =>
      typeof piece === 'string' ? printable(piece) : paint(piece.style, printable(piece.text), screen),
    )
    .join('');
}

function pieces(cell: Cell): (string | Styled)[] {
  return Array.isArray(cell) ? cell : [cell];
}
