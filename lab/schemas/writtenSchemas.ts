import { jsonSchemas } from './jsonSchemas.ts';
import { typesOf } from './typesOf.ts';

/** What is in `schemas/`, by the names of its files. */
export async function writtenSchemas(): Promise<Map<string, string>> {
  const schemas = jsonSchemas();
  const files = [...schemas].map(([file, schema]) => [file, `${JSON.stringify(schema, null, 2)}\n`] as const);
  return new Map([...files, ['index.d.ts', await typesOf(schemas.values())]]);
}
