import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundlePage } from '../dashboard/server/page/bundlePage.ts';
import { FOR_NODE, writeThread } from '../stacks/bundle/handlerBundle.ts';
import { keepPlaces } from './keepPlaces.ts';
import { onlyUsed } from './onlyUsed.ts';

/** Folders of data files, which are read one by one as they lie there. */
const DATA = ['presets', 'profiles'];

/** Writes what the dashboard is: its server, the page, and the presets and profiles that it reckons with. */
export async function buildDashboard(root: string, folder: string): Promise<void> {
  await build({
    ...FOR_NODE,
    entryPoints: [join(root, 'cli/dashboard.ts')],
    outdir: folder,
    splitting: true,
    chunkNames: 'part-[hash]',
    plugins: [keepPlaces(root), onlyUsed()],
    // Where the page is built already nobody bundles it.
    external: ['esbuild'],
  });
  for (const data of DATA) await writeData(root, data, folder);
  const page = place(folder, 'dashboard/server/page/built');
  for (const [name, contents] of await bundlePage()) writeFileSync(join(page, name), contents);
  writeThread(place(folder, 'media/probe/analysis'));
}

/** Each with what it imports, under the name that it is found by. */
async function writeData(root: string, data: string, folder: string): Promise<void> {
  const files = readdirSync(join(root, data)).filter(file => file.endsWith('.ts') && file !== 'index.ts');
  await build({
    ...FOR_NODE,
    entryPoints: files.map(file => join(root, data, file)),
    outdir: place(folder, data),
    outExtension: { '.js': '.ts' },
  });
}

function place(folder: string, below: string): string {
  const path = join(folder, below);
  mkdirSync(path, { recursive: true });
  return path;
}
