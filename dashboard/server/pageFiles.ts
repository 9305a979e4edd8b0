import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BuildOptions, OutputFile } from 'esbuild';
import { askedOnce } from './askedOnce.ts';

export interface PageFile {
  type: string;
  body: string | Uint8Array;
  /** A thread's script, which may compile WebAssembly: the page itself may not. */
  compiles?: boolean;
}

const PAGE = join(import.meta.dirname, '../page');

/** The page's thread that looks into files. */
const INSPECTOR = join(import.meta.dirname, '../inspector');
const INSPECTOR_FILE = 'inspector.js';

/** MediaInfo's own, which that thread loads from beside itself. */
const WASM = 'MediaInfoModule.wasm';

const TYPES = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  wasm: 'application/wasm',
};

/**
 * The page's files by their names, the page itself by none; bundled once by whoever asks first, for most starts are of people who
 * do not look.
 */
export class PageFiles {
  readonly #files = askedOnce(bundle);

  async file(name: string): Promise<PageFile | undefined> {
    return (await this.#files()).get(name);
  }
}

async function bundle(): Promise<Map<string, PageFile>> {
  const { build, stop } = await import('esbuild');
  const built = await Promise.all([build(PAGE_BUILD), build(INSPECTOR_BUILD)]);
  // Its process is not needed again.
  await stop();
  const page = readFileSync(join(PAGE, 'index.html'), 'utf8');
  const wasm = readFileSync(createRequire(import.meta.url).resolve(`mediainfo.js/${WASM}`));
  return new Map<string, PageFile>([
    ['', { type: TYPES.html, body: page }],
    [WASM, { type: TYPES.wasm, body: wasm }],
    ...built.flatMap(({ outputFiles }) => outputFiles.map(fileOf)),
  ]);
}

const SHARED = {
  ...{ bundle: true, minify: true, write: false, legalComments: 'none', logLevel: 'silent' },
  ...{ format: 'esm', target: 'es2022', outdir: PAGE },
  // A page needs nothing of the folder's own settings, which are those of its types.
  tsconfigRaw: {},
} as const satisfies BuildOptions;

/** What few readers need is in files of its own, which the page loads when it is wanted. */
const PAGE_BUILD = {
  ...SHARED,
  ...{ jsx: 'automatic', jsxImportSource: 'preact', splitting: true, chunkNames: 'part-[hash]' },
  entryPoints: { page: join(PAGE, 'main.tsx'), style: join(PAGE, 'style.css') },
} as const satisfies BuildOptions;

const INSPECTOR_BUILD = {
  ...SHARED,
  entryPoints: { inspector: join(INSPECTOR, 'inspector.ts') },
  inject: [join(INSPECTOR, 'buffer.ts')],
} as const satisfies BuildOptions;

function fileOf({ path, contents }: OutputFile): [string, PageFile] {
  const name = path.slice(PAGE.length + 1);
  const type = name.endsWith('.css') ? TYPES.css : TYPES.js;
  return [name, { type, body: contents, ...(name === INSPECTOR_FILE && { compiles: true }) }];
}
