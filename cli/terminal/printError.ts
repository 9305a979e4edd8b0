/** Writes one line to stderr, which nobody reads results from. Text made by others goes through printable() first. */
export function printError(line: string): void {
  process.stderr.write(`${line}\n`);
}
