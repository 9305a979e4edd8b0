import { join } from 'node:path';
import { build } from 'esbuild';
import { FOR_NODE, writeHandler } from '../stacks/bundle/handlerBundle.ts';

/** Writes what a worker is: its entry, what looks after it, and the bundle of the renditions' function. */
export async function buildWorker(root: string, folder: string): Promise<void> {
  writeHandler('transcode', folder);
  await build({
    ...FOR_NODE,
    entryPoints: ['worker', 'health'].map(name => join(root, `workers/${name}.ts`)),
    outdir: folder,
    // What a worker loads with its first message, or where somebody looks, stays apart: one that waits needs little memory.
    splitting: true,
    chunkNames: 'part-[hash]',
  });
}
