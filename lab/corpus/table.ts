/** Widths of the columns: verdict, file, expected, got, output, seconds, memory. */
const WIDTHS = [4, 26, 24, 24, 66, 7, 9];

/** One line of the table; what is too long is cut, and control characters are shown as such. */
export function row(cells: string[]): string {
  return line(WIDTHS, cells);
}

/** As row, in columns of these widths. */
export function line(widths: number[], cells: string[]): string {
  return cells
    .map((cell, column) => {
      const width = widths[column] ?? 10;
      const shown = cell.replace(/[\p{Cc}]/gu, '?');
      return (shown.length > width ? `${shown.slice(0, width - 1)}…` : shown).padEnd(width);
    })
    .join(' ')
    .trimEnd();
}
