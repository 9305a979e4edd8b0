import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askedOnce } from '../askedOnce.ts';
import { PAGE_FILE, type PageFile, pageFile } from './pageFile.ts';

/** In an image, which has no sources to bundle, the files lie here. */
const BUILT = join(import.meta.dirname, 'built');

/**
 * The page's files by their names, the page itself by none; bundled once by whoever asks first, for most starts are of people who
 * do not look.
 */
export class PageFiles {
  readonly #files = askedOnce(async () => (existsSync(BUILT) ? readBuilt() : bundled()));

  async file(name: string): Promise<PageFile | undefined> {
    return (await this.#files()).get(name);
  }
}

function readBuilt(): Map<string, PageFile> {
  return filesOf(readdirSync(BUILT).map(name => [name, readFileSync(join(BUILT, name))]));
}

async function bundled(): Promise<Map<string, PageFile>> {
  const { bundlePage } = await import('./bundlePage.ts');
  return filesOf(await bundlePage());
}

function filesOf(files: Iterable<readonly [string, string | Uint8Array]>): Map<string, PageFile> {
  return new Map(
    Array.from(files, ([name, body]) => [name === PAGE_FILE ? '' : name, pageFile(name, body)] as const),
  );
}
