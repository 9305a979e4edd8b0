import type { Given } from './dropped.ts';

/** A file of wishes ends so, after the name of its video. */
const ENDING = '.json';

/** A larger one is another program's, bytes. */
const MAX_SIDECAR_BYTES = 64 * 1024;

/** A slow disk, or a folder that is being copied, may refuse a read once. */
const MAX_TRIES = 3;
const AGAIN_MS = 300;

/**
 * Files with the text of the file of wishes that lies beside each; those are no files of their own.
 * @throws {Error} where one cannot be read: nobody's wishes are passed over in silence.
 */
export async function withSidecars(given: Given[]): Promise<(Given & { beside: string | null })[]> {
  const byPath = new Map(given.map(one => [one.path, one]));
  const isSidecar = ({ path }: Given) => path.endsWith(ENDING) && byPath.has(path.slice(0, -ENDING.length));
  const files = given.filter(one => !isSidecar(one));
  return Promise.all(
    files.map(async one => ({ ...one, beside: await textOf(byPath.get(one.path + ENDING)?.file) })),
  );
}

async function textOf(file: File | undefined): Promise<string | null> {
  if (!file || file.size > MAX_SIDECAR_BYTES) return null;
  for (let tries = 1; ; tries += 1) {
    try {
      return await file.text();
    } catch (error) {
      if (tries === MAX_TRIES) {
        const said = error instanceof Error ? ` (${error.message})` : '';
        throw new Error(`${file.name} cannot be read: choose its folder again.${said}`, { cause: error });
      }
    }
    await new Promise(done => setTimeout(done, AGAIN_MS));
  }
}
