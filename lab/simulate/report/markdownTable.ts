/** Columns as wide as their widest cell, so that a terminal shows it well, too; columns of numbers to the right. */
export function markdownTable(head: string[], rows: string[][]): string {
  const columns = head.map((name, column) => columnOf([name, ...rows.map(row => row[column] ?? '')]));
  const line = (cells: string[]) => `| ${cells.map((cell, at) => columns[at]?.pad(cell)).join(' | ')} |`;
  return [line(head), `| ${columns.map(({ rule }) => rule).join(' | ')} |`, ...rows.map(line)].join('\n');
}

function columnOf([name = '', ...cells]: string[]): { rule: string; pad(cell: string): string } {
  const width = Math.max(3, name.length, ...cells.map(cell => cell.length));
  if (cells.every(cell => /^\d/.test(cell))) {
    return { rule: `${'-'.repeat(width - 1)}:`, pad: cell => cell.padStart(width) };
  }
  return { rule: '-'.repeat(width), pad: cell => cell.padEnd(width) };
}
