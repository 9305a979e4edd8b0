/**
 * Characters that could steer a terminal or reorder what is read, as a part of a regular expression's class: controls,
 * line and paragraph separators, marks of writing direction, byte-order marks. Object keys may hold any of them.
 */
export const STEERING = String.raw`\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff`;

/** Halves of surrogate pairs are no characters, and no terminal knows what to show for them. */
const UNSAFE = new RegExp(String.raw`[${STEERING}\p{Surrogate}]`, 'gu');

/** The text as it may be shown to people: unsafe characters as `\xNN` or `\uNNNN`. */
export function printable(text: string): string {
  return text.replace(UNSAFE, escaped);
}

/** As printable, with line breaks and the blanks around them as one blank: for messages made by others. */
export function oneLine(text: string): string {
  return printable(text.trim().replace(/\s*[\r\n]+\s*/g, ' '));
}

function escaped(character: string): string {
  if (character === '\n') return '\\n';
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
