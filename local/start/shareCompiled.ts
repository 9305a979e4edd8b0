import { lstatSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { COMPILE_CACHE } from '../lambda/compileCache.ts';

/** Beside what other tools keep of a checkout's packages; checkouts that share these share it. */
const SHARED = 'node_modules/.cache/fanreel-compiled';

/** What is kept of older code at most, bytes: of each state of it Node keeps a few megabytes. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024;

/**
 * Lets the sandboxes of a synth use what Node compiled for another one, of this data folder or of others: most changes of a profile
 * leave the bundles as they are. A bundle's folder is named by its content and Node names what it keeps by the way there from its
 * cache's folder, which is a link here, so the same bundle is found by the same name from wherever it lies.
 */
export function shareCompiled(projectDir: string, assembly: string): void {
  const shared = join(projectDir, SHARED);
  const link = join(assembly, COMPILE_CACHE);
  try {
    mkdirSync(shared, { recursive: true });
    removeOld(shared);
    if (lstatSync(link, { throwIfNoEntry: false })) return;
    symlinkSync(shared, link);
  } catch {
    // A checkout that cannot be written, or a file system without links: the sandboxes of this synth share among themselves.
  }
}

/** The oldest, as soon as there is too much: Node compiles anew what it does not find. */
function removeOld(folder: string): void {
  let bytes = 0;
  const kept = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .flatMap(path => {
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats ? [{ path, size: stats.size, at: stats.mtimeMs }] : [];
    })
    .sort((a, b) => b.at - a.at);
  for (const { path, size } of kept) {
    bytes += size;
    if (bytes > MAX_KEPT_BYTES) rmSync(path, { force: true });
  }
}
