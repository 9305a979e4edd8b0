/**
 * Builds all of the image that is not fetched: `node image/build.ts FOLDER`. The Dockerfile runs it, and so do tests, for it needs no
 * Docker.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildDashboard } from './buildDashboard.ts';
import { buildWorker } from './buildWorker.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Name the folder that the image is built in: node image/build.ts FOLDER');
  process.exit(2);
}
const root = resolve(import.meta.dirname, '..');
mkdirSync(folder, { recursive: true });
await buildWorker(root, folder);
await buildDashboard(root, folder);
// Data files are modules, whoever reads them.
writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
