import { join } from 'node:path';

/** What no file system takes, or takes for something else than a name: these keys would lead out of the folder. */
const NOT_A_NAME = new Set(['', '.', '..']);

/** Windows' own signs, and controls, which no list should show. */
const UNSAFE = /[\p{Cc}\\:*?"<>|%]/gu;

/** A file's name has at most so many bytes on usual file systems. */
const MAX_NAME_BYTES = 255;

/** Where an object of that key goes below a folder, and never out of it: what no file can be called is percent-encoded. */
export function safePath(folder: string, key: string): string {
  return join(folder, ...key.split('/').map(safeName));
}

function safeName(part: string): string {
  if (NOT_A_NAME.has(part)) return part === '' ? '%' : part.replaceAll('.', '%2E');
  const name = part.replaceAll(UNSAFE, encoded);
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  // Its end tells names apart better than its beginning, and has the suffix.
  const bytes = Buffer.from(name);
  return `%${bytes
    .subarray(bytes.length - MAX_NAME_BYTES + 8)
    .toString('utf8')
    .replaceAll('\ufffd', '')}`;
}

function encoded(sign: string): string {
  return [...Buffer.from(sign)].map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
