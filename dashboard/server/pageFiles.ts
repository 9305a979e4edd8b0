import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PageFile {
  type: string;
  body: string | Uint8Array;
}

const PAGE = join(import.meta.dirname, '../page');

const TYPES = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };

/**
 * The page's files by their names, the page itself by none; bundled once by whoever asks first, for most starts are of people who
 * do not look.
 */
export class PageFiles {
  #files: Promise<Map<string, PageFile>> | undefined;

  async file(name: string): Promise<PageFile | undefined> {
    this.#files ??= bundle();
    return (await this.#files).get(name);
  }
}

async function bundle(): Promise<Map<string, PageFile>> {
  const { build, stop } = await import('esbuild');
  const { outputFiles } = await build({
    ...{ bundle: true, minify: true, write: false, legalComments: 'none', logLevel: 'silent' },
    ...{ format: 'esm', target: 'es2022', jsx: 'automatic', jsxImportSource: 'preact' },
    entryPoints: { page: join(PAGE, 'main.tsx'), style: join(PAGE, 'style.css') },
    outdir: PAGE,
    // A page needs nothing of the folder's own settings, which are those of its types.
    tsconfigRaw: {},
  });
  // Its process is not needed again.
  await stop();
  const built = outputFiles.map(({ path, contents }): [string, PageFile] => {
    const name = path.slice(PAGE.length + 1);
    return [name, { type: name.endsWith('.css') ? TYPES.css : TYPES.js, body: contents }];
  });
  const page = readFileSync(join(PAGE, 'index.html'), 'utf8');
  return new Map([['', { type: 'text/html; charset=utf-8', body: page }], ...built]);
}
