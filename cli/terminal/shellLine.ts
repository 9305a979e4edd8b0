import { STEERING } from './printable.ts';

/**
 * A command as one line that any POSIX shell, pasted into, runs with exactly these arguments. Nothing in it steers a
 * terminal: what printable() would escape is written by the shell's own printf.
 */
export function shellLine(words: string[]): string {
  return words.map(quoted).join(' ');
}

/** Nothing in here means anything to a shell; `=` does at a word's start, to zsh. */
const PLAIN = /^[\w/.:,+@%-][\w/.:,+@%=-]*$/;

const UNSAFE = new RegExp(`[${STEERING}]`, 'u');
const EACH_UNSAFE = new RegExp(UNSAFE, 'gu');

function quoted(word: string): string {
  if (PLAIN.test(word)) return word;
  // The shell takes line ends off the end of what a command prints, so a last one cannot be told to it this way.
  if (UNSAFE.test(word)) return `"$(printf ${singleQuoted(printfFormat(word))})"`;
  return singleQuoted(word);
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Octal is the one notation that every printf knows. */
function printfFormat(word: string): string {
  return word.replaceAll('\\', '\\\\').replaceAll('%', '%%').replace(EACH_UNSAFE, octal);
}

function octal(character: string): string {
  return [...Buffer.from(character)].map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
