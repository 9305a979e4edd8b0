import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = 'fanreel-';

/**
 * Gives `work` an empty folder of its own and removes it afterwards, however `work` ends. What an earlier job of a
 * killed process left behind is removed first: a function works on one job at a time, so nobody else can use it.
 */
export async function withScratch<T>(root: string, work: (folder: string) => Promise<T>): Promise<T> {
  await sweep(root);
  const folder = await mkdtemp(join(root, PREFIX));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sweep(root: string): Promise<void> {
  const left = (await readdir(root)).filter(name => name.startsWith(PREFIX));
  await Promise.all(left.map(name => rm(join(root, name), { recursive: true, force: true })));
}
