import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { PAGE_FILE } from './pageFile.ts';

const PAGE = join(import.meta.dirname, '../../page');

/** The page's thread that looks into files. */
const INSPECTOR = join(import.meta.dirname, '../../inspector');

/** MediaInfo's own, which that thread loads from beside itself. */
const WASM = 'MediaInfoModule.wasm';

/** The page's files by their names. */
export async function bundlePage(): Promise<Map<string, Uint8Array>> {
  const { build, stop } = await import('esbuild');
  const built = await Promise.all([build(PAGE_BUILD), build(INSPECTOR_BUILD)]);
  // Its process is not needed again.
  await stop();
  return new Map<string, Uint8Array>([
    [PAGE_FILE, readFileSync(join(PAGE, PAGE_FILE))],
    [WASM, readFileSync(createRequire(import.meta.url).resolve(`mediainfo.js/${WASM}`))],
    ...built.flatMap(({ outputFiles }) =>
      outputFiles.map(({ path, contents }) => [path.slice(PAGE.length + 1), contents] as const),
    ),
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
