import { globSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** Every page that people read, relative to the checkout. */
export const PAGES = globSync(['README.md', 'docs/*.md', '*/README.md'], {
  cwd: ROOT,
  exclude: ['node_modules/**'],
}).sort();
