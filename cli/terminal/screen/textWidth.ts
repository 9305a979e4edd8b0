import { createRequire } from 'node:module';

/** What a terminal shows in a column each. */
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * The libraries know how wide every script and emoji is, and take 50 ms of processor to load, a tenth of a command. Most show plain letters
 * or JSON: so they are loaded by the first text that needs them.
 */
const load = createRequire(import.meta.url);
let stringWidth: typeof import('string-width').default | undefined;
let cliTruncate: typeof import('cli-truncate').default | undefined;
let wrapAnsi: typeof import('wrap-ansi').default | undefined;

/** How many columns a text takes that has no colours. */
export function textWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  stringWidth ??= (load('string-width') as typeof import('string-width')).default;
  return stringWidth(text);
}

/** A text, which may have colours, without what is beyond so many columns. */
export function cutTo(columns: number, text: string, position: 'end' | 'start' | 'middle' = 'end'): string {
  if (PLAIN.test(text) && text.length <= columns) return text;
  cliTruncate ??= (load('cli-truncate') as typeof import('cli-truncate')).default;
  return cliTruncate(text, columns, { position });
}

/** A text, which may have colours, as lines of at most so many columns. */
export function wrapTo(columns: number, text: string): string[] {
  if (PLAIN.test(text) && text.length <= columns && text.trim() === text) return [text];
  wrapAnsi ??= (load('wrap-ansi') as typeof import('wrap-ansi')).default;
  return wrapAnsi(text, columns, { hard: true }).split('\n');
}
