import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const FOLDER = join(import.meta.dirname, '../../schemas');

/** All that is in `schemas/`, compiled by a validator of others, which takes no keyword that the standard does not have. */
const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
addFormats.default(ajv);

export const SCHEMAS = readdirSync(FOLDER).filter(file => file.endsWith('.json'));
for (const file of SCHEMAS) ajv.addSchema(schemaOf(file), file);

/** One of them, as it lies there. */
export function schemaOf(file: string) {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
}

/** What is wrong with a message, as JSON; empty where nothing is. */
export function problemsOf(file: string, body: string): string[] {
  const validate = ajv.getSchema(file);
  if (!validate) throw new Error(`There is no schema ${file}.`);
  validate(JSON.parse(body));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
