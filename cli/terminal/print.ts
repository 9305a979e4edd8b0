/** Writes one line to stdout. Text made by others goes through printable() first. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
