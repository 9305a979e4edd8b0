/** A file of the page, as a browser gets it. */
export interface PageFile {
  type: string;
  body: string | Uint8Array;
  /** A thread's script, which may compile WebAssembly: the page itself may not. */
  compiles?: boolean;
}

/** The page itself, which is asked for by no name. */
export const PAGE_FILE = 'index.html';

/** The thread that looks into files. */
export const INSPECTOR_FILE = 'inspector.js';

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  wasm: 'application/wasm',
};

/** What a name says of a file's bytes. */
export function pageFile(name: string, body: string | Uint8Array): PageFile {
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  return { type, body, ...(name === INSPECTOR_FILE && { compiles: true }) };
}
