import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const CODE = '{cli,emulator,failures,handlers,lab,local,media,pipeline,presets,profiles,stacks}/**/*.ts';

it('the name of a schema stands nowhere but where it is read and written', () => {
  const named = globSync(CODE, { cwd: ROOT }).filter(file =>
    /fanreel\.[a-z]+\/\d/.test(readFileSync(join(ROOT, file), 'utf8')),
  );
  expect(named).toEqual([]);
});
