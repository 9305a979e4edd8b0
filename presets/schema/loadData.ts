import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { z } from 'zod';
import { ConfigError } from '../../failures/configError.ts';
import { explainIssues } from './explainIssues.ts';

/** A data file's own name becomes part of queue, function and bucket names. */
const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;

/**
 * Loads every data file of `folder` (one default export a file; `index.ts` is not data) and checks it.
 * Returns them by file name, in name order, numbers by value.
 * @throws {ConfigError} naming the file, the field, the limit and the value given.
 */
export async function loadData<T>(folder: string, schema: z.ZodType<T>): Promise<Map<string, T>> {
  const loaded = new Map<string, T>();
  const files = readdirSync(folder).filter(file => file.endsWith('.ts') && file !== 'index.ts');
  for (const file of files.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))) {
    loaded.set(nameOf(join(folder, file), file), await loadFile(join(folder, file), schema));
  }
  return loaded;
}

function nameOf(path: string, file: string): string {
  const name = file.slice(0, -'.ts'.length);
  if (!NAME.test(name)) {
    throw new ConfigError(
      `${path}: the file name becomes a queue's and a bucket's name: use lower-case letters, digits and dashes, at most 32, a letter or digit first.`,
    );
  }
  return name;
}

async function loadFile<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const data = await importDefault(path);
  if (data === undefined)
    throw new ConfigError(`${path}: has no default export; export its data as default.`);
  const result = schema.safeParse(data);
  if (!result.success) throw new ConfigError(`${path}: ${explainIssues(result.error, data, schema)}`);
  return result.data;
}

async function importDefault(path: string): Promise<unknown> {
  try {
    const loaded = (await import(pathToFileURL(path).href)) as { default?: unknown };
    return loaded.default;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`${path}: cannot be loaded: ${why.replace(/\s+/g, ' ')}`, { cause: error });
  }
}
