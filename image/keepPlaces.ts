import { readFile } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Lets each of the project's files find what lies around it although all of them are in one bundle: what it says of its own place is,
 * below the bundle's folder, the place that it has below `root`.
 */
export function keepPlaces(root: string): Plugin {
  return {
    name: 'keep places',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const place = relative(root, path).split(sep).join('/');
        if (place.startsWith('node_modules/')) return undefined;
        const text = await readFile(path, 'utf8');
        const contents = text
          .replaceAll(
            'import.meta.dirname',
            `(import.meta.dirname + ${JSON.stringify(`/${dirname(place)}`)})`,
          )
          .replaceAll('import.meta.url', `new URL(${JSON.stringify(place)}, import.meta.url).href`);
        return { contents, loader: 'ts' };
      });
    },
  };
}
