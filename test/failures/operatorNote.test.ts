import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { operatorNote } from '../../failures/operatorNote.ts';

const root = join(import.meta.dirname, '../..');

/** Codes of what may pass or is a program's own mistake, and of failures read from a name. */
const SAY_ALL = [
  ...['aborted', 'config', 'deadline', 'lost-lease', 'out-of-memory', 'publish-conflict', 'scratch-full'],
  ...['short-read', 'source-changed', 'stalled', 'stopped', 'unknown'],
];

test('every code that a refusal can have has a sentence for the operator', () => {
  const files = globSync('{media,pipeline,handlers}/**/*.ts', { cwd: root });
  const codes = files.flatMap(file =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/(?:code: |refusal\()\s*'([a-z-]+)'/g)].map(
      ([, code = '']) => code,
    ),
  );
  expect(codes.length).toBeGreaterThan(30);
  const without = codes.filter(code => !SAY_ALL.includes(code) && !operatorNote(code)?.endsWith('.'));
  expect(without).toEqual([]);
  expect(operatorNote('mediaconvert-1404')).toMatch(/\.$/);
});
