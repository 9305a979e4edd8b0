/** `npm run schemas`: writes the messages as JSON Schema, and as types, for programs of others. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { script } from '../support/script.ts';
import { writtenSchemas } from './writtenSchemas.ts';

const FOLDER = join(import.meta.dirname, '../../schemas');

script('schemas', 'write the messages as JSON Schema, and as types').parse();
mkdirSync(FOLDER, { recursive: true });
for (const [file, text] of await writtenSchemas()) {
  writeFileSync(join(FOLDER, file), text);
  console.log(`wrote schemas/${file}`);
}
