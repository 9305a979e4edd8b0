import { printable } from './printable.ts';

/** Rows of cells as lines with aligned columns; the first row is the heading. Cells are made safe to show. */
export function table(rows: string[][]): string[] {
  const cells = rows.map(row => row.map(printable));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map(row => row[column]?.length ?? 0)));
  return cells.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
