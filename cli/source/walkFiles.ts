import { type Dirent, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface FoundFile {
  path: string;
  /** Path below the folder that was walked, with `/` between its parts. */
  key: string;
}

/**
 * Every regular file below `folder`, by name. Names with a leading dot are left out, folders too (half-copied files,
 * `._` companions, `.fanreel`); so are symbolic links, which could lead anywhere. What cannot be read, or has gone
 * meanwhile, is passed over.
 */
export function walkFiles(folder: string): FoundFile[] {
  return entriesOf(folder, folder).map(path => ({ path, key: relative(folder, path).split(sep).join('/') }));
}

function entriesOf(folder: string, root: string): string[] {
  return listing(folder, root)
    .filter(entry => !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entriesOf(path, root);
      return entry.isFile() ? [path] : [];
    });
}

/** The root itself must be readable. */
function listing(folder: string, root: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (folder === root) throw error;
    return [];
  }
}
