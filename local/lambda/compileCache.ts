import { dirname, join } from 'node:path';

/** Of a cloud assembly. */
export const COMPILE_CACHE = 'compile-cache';

/**
 * The variables by which Node keeps what it compiled, for the next sandboxes and workers: to compile megabytes is a third of a start. It
 * lies beside the bundles' folders, and names them by their way from there, so that both may move.
 */
export function compiledBeside(bundle: string): Record<string, string> {
  const folder = join(dirname(bundle), '..', COMPILE_CACHE);
  return { NODE_COMPILE_CACHE: folder, NODE_COMPILE_CACHE_PORTABLE: '1' };
}

/** They were for Node's start; a handler sees what Lambda sets and no more. */
export function forgetCompileCache(env: NodeJS.ProcessEnv): void {
  delete env.NODE_COMPILE_CACHE;
  delete env.NODE_COMPILE_CACHE_PORTABLE;
}
