import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { COMPILE_CACHE, compiledBeside } from '../../../local/lambda/compileCache.ts';
import { shareCompiled } from '../../../local/start/shareCompiled.ts';

const root = mkdtempSync(join(tmpdir(), 'fanreel-compiled-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('what Node compiled of bundles', () => {
  it('is found again by the same bundle of another synth', () => {
    const projectDir = folder();
    const [first, second] = [assemblyOf(projectDir), assemblyOf(projectDir)];
    run(join(first, 'asset.1/one.mjs'));
    const kept = filesIn(projectDir);
    expect(kept).toHaveLength(1);
    run(join(second, 'asset.1/one.mjs'));
    expect(filesIn(projectDir)).toEqual(kept);
    run(join(second, 'asset.2/two.mjs'));
    expect(filesIn(projectDir)).toHaveLength(2);
  });

  it('stays with its synth where nothing can be kept beside the packages', () => {
    const projectDir = folder();
    writeFileSync(join(projectDir, 'node_modules'), 'no folder');
    const assembly = assemblyOf(projectDir);
    expect(existsSync(join(assembly, COMPILE_CACHE))).toBe(false);
    run(join(assembly, 'asset.1/one.mjs'));
    expect(lstatSync(join(assembly, COMPILE_CACHE)).isDirectory()).toBe(true);
  });

  it('goes, the oldest first, as soon as there is too much', () => {
    const projectDir = folder();
    const assembly = assemblyOf(projectDir);
    for (const [name, day] of Object.entries({ newest: 3, older: 2, oldest: 1 })) {
      const path = join(assembly, COMPILE_CACHE, name);
      writeFileSync(path, '');
      truncateSync(path, 30 * 1024 * 1024);
      utimesSync(path, day * 86_400, day * 86_400);
    }
    shareCompiled(projectDir, assembly);
    expect(filesIn(projectDir)).toEqual(['newest', 'older']);
  });
});

function folder(): string {
  return mkdtempSync(join(root, 'project-'));
}

/** Of two bundles, as a start has it ready. */
function assemblyOf(projectDir: string): string {
  const assembly = mkdtempSync(join(projectDir, 'cdk.out-'));
  for (const [hash, name] of [
    ['asset.1', 'one'],
    ['asset.2', 'two'],
  ] as const) {
    mkdirSync(join(assembly, hash));
    writeFileSync(join(assembly, hash, `${name}.mjs`), `export const ${name} = () => 1;`);
  }
  shareCompiled(projectDir, assembly);
  return assembly;
}

function run(bundle: string): void {
  execFileSync(process.execPath, [bundle], { env: { ...process.env, ...compiledBeside(bundle) } });
}

function filesIn(projectDir: string): string[] {
  const kept = readdirSync(join(projectDir, 'node_modules/.cache/fanreel-compiled'), {
    recursive: true,
    withFileTypes: true,
  });
  return kept
    .filter(entry => entry.isFile())
    .map(({ name }) => name)
    .sort();
}
