import { type Cell, cellText, fitted } from './cell.ts';
import { columnsOf, type Screen } from './screen.ts';
import { textWidth } from './textWidth.ts';

/** One column of a table. */
export interface Column {
  /** Shown above it, where any column has one. */
  heading?: string;
  /** Numbers stand to the right. */
  align?: 'left' | 'right';
  /**
   * What is left out where the table is too wide: the text's end, start or middle; `wrap` goes on below. Without it the column
   * keeps its width.
   */
  overflow?: 'end' | 'start' | 'middle' | 'wrap';
  /** It is not made narrower than this. */
  least?: number;
}

const GAP = '  ';
const LEAST = 8;

/** Where a table is shown. */
export interface Place {
  screen?: Screen;
  /** Before each line. */
  indent?: string;
}

/** Rows of cells as lines with aligned columns, none wider than the screen. Cells are made safe to show. */
export function table(columns: Column[], rows: Cell[][], place: Place = {}): string[] {
  return new Table(columns, rows, place).lines(rows, { withHeading: true });
}

/** A table whose rows come one after the other, in columns as wide as the first of them ask for. */
export class Table {
  readonly #columns: Column[];
  readonly #widths: number[];
  readonly #screen: Screen;
  readonly #indent: string;

  constructor(columns: Column[], first: Cell[][], { screen = process.stdout, indent = '' }: Place = {}) {
    this.#columns = columns;
    this.#screen = screen;
    this.#indent = indent;
    this.#widths = widthsOf(columns, first, columnsOf(screen) - indent.length);
  }

  lines(rows: Cell[][], { withHeading = false } = {}): string[] {
    const lines = rows.flatMap(row => this.#row(row));
    return withHeading && this.#columns.some(({ heading }) => heading)
      ? [...this.#heading(), ...lines]
      : lines;
  }

  #heading(): string[] {
    return this.#row(this.#columns.map(({ heading }) => (heading ? { text: heading, style: 'bold' } : '')));
  }

  /** One line, or several where a cell goes on below. */
  #row(row: Cell[]): string[] {
    const cells = this.#columns.map((column, index) =>
      fitted(row[index] ?? '', column.overflow, this.#widths[index] ?? 0, this.#screen),
    );
    const height = Math.max(1, ...cells.map(lines => lines.length));
    return Array.from({ length: height }, (_, line) => this.#line(cells.map(lines => lines[line] ?? '')));
  }

  #line(texts: string[]): string {
    const aligned = texts.map((text, index) => {
      const blanks = ' '.repeat(Math.max(0, (this.#widths[index] ?? 0) - textWidth(text)));
      return this.#columns[index]?.align === 'right' ? blanks + text : text + blanks;
    });
    return (this.#indent + aligned.join(GAP)).trimEnd();
  }
}

/** As wide as its widest cell, save where the screen is narrower: then the widest that may give way does so first. */
function widthsOf(columns: Column[], rows: Cell[][], available: number): number[] {
  const widths = columns.map(({ heading = '' }, index) =>
    Math.max(textWidth(heading), ...rows.map(row => textWidth(cellText(row[index] ?? '')))),
  );
  let excess = widths.reduce((sum, width) => sum + width, GAP.length * (columns.length - 1)) - available;
  for (; excess > 0; excess -= 1) {
    const widest = widestOf(columns, widths);
    if (widest === null) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** Of those that may be narrower still. */
function widestOf(columns: Column[], widths: number[]): number | null {
  let widest: number | null = null;
  for (const [index, { overflow, least = LEAST }] of columns.entries()) {
    const width = widths[index] ?? 0;
    if (!overflow || width <= least) continue;
    if (widest === null || width > (widths[widest] ?? 0)) widest = index;
  }
  return widest;
}
