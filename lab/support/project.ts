import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Preset } from '../../presets/schema/preset.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { foldersNeeded } from '../../walls.ts';
import { removeScratchFolder, scratchFolder } from './ending/scratchFolder.ts';

const ROOT = join(import.meta.dirname, '../..');

/** All that runs; node_modules is shared. */
const PARTS = [...foldersNeeded(['cli', 'handlers', 'stacks']), 'schemas'];
const FILES = ['walls.ts', 'cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** A checkout of its own, so that a test can change what a user would change: presets and the local profile. */
export interface Project {
  dir: string;
  addPreset(name: string, preset: Preset): void;
  changeProfile(change: (profile: Profile) => Profile): Promise<void>;
  remove(): void;
}

export function copyProject(): Project {
  const dir = scratchFolder('project');
  for (const part of PARTS) cpSync(join(ROOT, part), join(dir, part), { recursive: true });
  for (const file of FILES) cpSync(join(ROOT, file), join(dir, file));
  return projectIn(dir);
}

/** A link to what Node keeps of all copies. */
const COMPILED = '.compile-cache';

/**
 * Where Node keeps what it compiled of a project's copy: for all copies together, each of which has nearly the same files. It names them
 * by their way from the cache's folder, and that is one link inside each copy.
 */
export function compiledIn(projectDir: string): Record<string, string> {
  const link = join(projectDir, COMPILED);
  return existsSync(link) ? { NODE_COMPILE_CACHE: link, NODE_COMPILE_CACHE_PORTABLE: '1' } : {};
}

/** A folder that holds a checkout of any version, which becomes the project's: `remove` removes it. */
export function projectIn(dir: string): Project {
  symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
  const compiled = join(tmpdir(), 'compiled-copies');
  mkdirSync(compiled, { recursive: true });
  symlinkSync(compiled, join(dir, COMPILED));
  return {
    dir,
    addPreset: (name, preset) => writeData(join(dir, 'presets', `${name}.ts`), preset),
    changeProfile: async change => {
      const path = join(dir, 'profiles/local.ts');
      // Loaded once: every change is one of what the checkout came with.
      const { default: profile } = (await import(path)) as { default: Profile };
      writeData(path, change(profile));
    },
    remove: () => removeScratchFolder(dir),
  };
}

function writeData(path: string, data: object): void {
  writeFileSync(path, `export default ${JSON.stringify(data, null, 2)};\n`);
}
