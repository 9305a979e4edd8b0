import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { beforeEach, expect, it } from 'vitest';
import { FOR_NODE } from '../../../stacks/bundle/handlerBundle.ts';
import { keepBundles, keptBundles } from '../../../stacks/bundle/keptBundles.ts';
import { tempFolder } from '../support/tempFolder.ts';

const FILES = [
  ...['package-lock.json', 'tsconfig.json', 'stacks/bundle/handlerBundle.ts'],
  ...['handlers/transcode.ts', 'node_modules/zod/index.js'],
];
const INPUTS = ['handlers/transcode.ts', 'node_modules/zod/index.js'];
const bundles = new Map([['transcode.mjs', Buffer.from('export const handler = 1;')]]);
const kept = 'node_modules/.cache/fanreel-bundles';

let root: string;

beforeEach(() => {
  root = checkout();
  keepBundles(root, INPUTS, bundles);
});

function checkout(packages?: string): string {
  const dir = tempFolder();
  if (packages) symlinkSync(packages, join(dir, 'node_modules'));
  for (const file of FILES) {
    if (packages && file.startsWith('node_modules/')) continue;
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), file);
  }
  return dir;
}

it('a bundle is the same whether its packages lie in the checkout or elsewhere', () => {
  const packages = join(root, 'node_modules');
  const [here, linked] = [root, checkout(packages)].map(dir => {
    writeFileSync(join(dir, 'handlers/transcode.ts'), "import 'zod/index.js'; console.log('transcode');");
    writeFileSync(join(packages, 'zod/index.js'), "console.log('zod');");
    const entryPoints = [join(dir, 'handlers/transcode.ts')];
    const built = buildSync({ ...FOR_NODE, entryPoints, absWorkingDir: dir, tsconfigRaw: {}, write: false });
    return built.outputFiles.map(({ text }) => text);
  });
  expect(here?.join()).toContain('// node_modules/zod/index.js');
  expect(linked).toEqual(here);
});

it('bundles of the same code are kept, also for a checkout that shares the packages', () => {
  expect(keptBundles(root)).toEqual(bundles);
  expect(keptBundles(checkout(join(root, 'node_modules')))).toEqual(bundles);
});

it.each(FILES)('a change of %s has them made anew', file => {
  writeFileSync(join(root, file), 'changed');
  expect(keptBundles(root)).toBeUndefined();
});

it.each(FILES)('without %s they are made anew', file => {
  rmSync(join(root, file));
  expect(keptBundles(root)).toBeUndefined();
});

it('what is not whole is not taken', () => {
  writeFileSync(join(root, kept, 'inputs.json'), '["handlers');
  expect(keptBundles(root)).toBeUndefined();
});

it('a few of them are kept, however often the code changes, and the last is taken', () => {
  for (let change = 0; change < 9; change += 1) {
    writeFileSync(join(root, 'handlers/transcode.ts'), `${change}`);
    keepBundles(root, INPUTS, bundles);
  }
  expect(readdirSync(join(root, kept)).length).toBeLessThanOrEqual(5);
  expect(keptBundles(root)).toEqual(bundles);
});

it('a checkout in which nobody may write is left alone', () => {
  const dir = checkout();
  writeFileSync(join(dir, 'node_modules/.cache'), 'a file');
  keepBundles(dir, INPUTS, bundles);
  expect(keptBundles(dir)).toBeUndefined();
});
