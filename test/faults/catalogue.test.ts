import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

it('every place that docs/faults.md names as proof is there', () => {
  const catalogue = readFileSync(join(root, 'docs/faults.md'), 'utf8');
  const named = [...catalogue.matchAll(/`((?:test|pipeline|handlers|local|stacks|media|cli)\/[\w./-]+)`/g)];
  expect(named.length).toBeGreaterThan(20);
  expect(named.map(([, path = '']) => path).filter(path => !existsSync(join(root, path)))).toEqual([]);
});
