import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writtenSchemas } from '../../lab/schemas/writtenSchemas.ts';

const FOLDER = join(import.meta.dirname, '../../schemas');

it('schemas/ has what "npm run schemas" writes', async () => {
  const written = await writtenSchemas();
  const files = readdirSync(FOLDER).sort();
  expect(files).toEqual([...written.keys()].sort());
  expect(new Map(files.map(file => [file, readFileSync(join(FOLDER, file), 'utf8')]))).toEqual(
    new Map(files.map(file => [file, written.get(file)])),
  );
});
