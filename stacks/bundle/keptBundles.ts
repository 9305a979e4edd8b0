import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** By the names of their files. */
export type Bundles = Map<string, Uint8Array>;

/** What else decides what comes out: which packages there are, and how they are put together. */
const ALWAYS = ['package-lock.json', 'tsconfig.json', 'stacks/bundle/handlerBundle.ts'];

/** Beside what other tools keep of a checkout's packages; checkouts that share these share it. */
const FOLDER = 'node_modules/.cache/fanreel-bundles';

/** Bundles of so many states of the code are kept: somebody may be reading one that is no longer the newest. */
const MAX_KEPT = 4;

/** Which files went into the bundles, by their paths in the project. */
const INPUTS = 'inputs.json';

/**
 * The bundles of an earlier synth of the very same code, for bundling is most of what a synth takes; undefined where none are kept.
 * A profile or a preset is no part of them.
 */
export function keptBundles(root: string): Bundles | undefined {
  try {
    const inputs = JSON.parse(readFileSync(join(root, FOLDER, INPUTS), 'utf8')) as string[];
    const folder = join(root, FOLDER, fingerprintOf(root, inputs));
    return new Map(readdirSync(folder).map(name => [name, readFileSync(join(folder, name))]));
  } catch {
    // Not there, not whole, or of other code: they are made anew.
    return undefined;
  }
}

/** Keeps bundles for the next synth, where there may be written. `inputs` are the files that they were made of, as esbuild names them. */
export function keepBundles(root: string, inputs: string[], bundles: Bundles): void {
  const paths = [...new Set([...ALWAYS, ...inputs])].sort();
  try {
    const fingerprint = fingerprintOf(root, paths);
    const fresh = join(root, FOLDER, randomUUID());
    mkdirSync(fresh, { recursive: true });
    try {
      for (const [name, bytes] of bundles) writeFileSync(join(fresh, name), bytes);
      const folder = join(root, FOLDER, fingerprint);
      rmSync(folder, { recursive: true, force: true });
      renameSync(fresh, folder);
      writeFileSync(`${fresh}.json`, JSON.stringify(paths));
      renameSync(`${fresh}.json`, join(root, FOLDER, INPUTS));
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
    removeOld(join(root, FOLDER));
  } catch {
    // A read-only checkout, or somebody who keeps the same at the same time: the next synth takes longer, or theirs.
  }
}

function fingerprintOf(root: string, paths: string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

function removeOld(folder: string): void {
  const kept = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { path } of kept.slice(MAX_KEPT)) rmSync(path, { recursive: true, force: true });
}
