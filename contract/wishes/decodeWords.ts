/** One word of RFC 2047, section 2: a character set, an encoding, and the text in it. */
const WORD = /=\?([\w-]+)(?:\*[\w-]*)?\?([BQ])\?([^?\s]*)\?=/gi;

/** White space between two words is none of the text (section 6.2). */
const BETWEEN = /(=\?[\w-]+(?:\*[\w-]*)?\?[BQ]\?[^?\s]*\?=)\s+(?==\?[\w-]+(?:\*[\w-]*)?\?[BQ]\?[^?\s]*\?=)/gi;

/**
 * The text of a metadata value, which S3 gives back in words of RFC 2047 where it was sent in UTF-8 and is not US-ASCII (S3
 * user guide, "Working with object metadata"). A word that cannot be decoded stays as it is.
 */
export function decodeWords(value: string): string {
  return value
    .replaceAll(BETWEEN, '$1')
    .replaceAll(WORD, (word, charset: string, encoding: string, text: string) => {
      try {
        const bytes = encoding.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : fromQ(text);
        return new TextDecoder(charset, { fatal: true }).decode(bytes);
      } catch {
        return word;
      }
    });
}

/** `_` is a space, `=E4` a byte. */
function fromQ(text: string): Buffer {
  const plain = text.replaceAll('_', ' ').replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => {
    return String.fromCharCode(Number.parseInt(hex, 16));
  });
  return Buffer.from(plain, 'latin1');
}
