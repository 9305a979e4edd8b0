import type { Plugin } from 'esbuild';

const IS_OURS = 'is ours';

/**
 * Leaves out the project's files of which nothing is used: they do nothing by being there. The emulator, of whose face the dashboard uses
 * one function, would bring a database along.
 */
export function onlyUsed(): Plugin {
  return {
    name: 'only used',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^\..*\.ts$/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (pluginData === IS_OURS) return undefined;
        const resolved = await resolve(path, { kind, importer, resolveDir, pluginData: IS_OURS });
        return { ...resolved, sideEffects: false };
      });
    },
  };
}
