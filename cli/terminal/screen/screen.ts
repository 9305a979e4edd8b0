/** What a table or a display knows of where it is shown. */
export type Screen = NodeJS.WritableStream & Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'rows'>;

/** Columns and lines where there is no terminal to ask. */
const USUAL_COLUMNS = 80;
const USUAL_ROWS = 24;

/** Columns that a line may take. */
export function columnsOf({ isTTY, columns }: Screen): number {
  return (isTTY && columns) || USUAL_COLUMNS;
}

/** Lines that are seen at a time. */
export function rowsOf({ isTTY, rows }: Screen): number {
  return (isTTY && rows) || USUAL_ROWS;
}
