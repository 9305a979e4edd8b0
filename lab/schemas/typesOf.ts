import { compile, type JSONSchema } from 'json-schema-to-typescript';
import type { JsonSchema } from './jsonSchemas.ts';

const BANNER = '// Written by "npm run schemas".';

/** Declarations of the types of all messages, and of what they have in common, each once. */
export async function typesOf(schemas: Iterable<JsonSchema>): Promise<string> {
  const definitions: JsonSchema = {};
  for (const { $defs = {}, $id: _, $schema: __, ...message } of schemas) {
    Object.assign(definitions, $defs, { [String(message.title)]: message });
  }
  const all = JSON.stringify({ definitions }, describedApart).replaceAll('#/$defs/', '#/definitions/');
  const types = await compile(JSON.parse(all) as JSONSchema, ALL, {
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: true,
    bannerComment: BANNER,
    style: { singleQuote: true, printWidth: 110 },
  });
  return types.replace(OF_ALL, '').replace(REFERRED, '').replace(EMPTY, '');
}

/** Of a reference with a description of its own the compiler would make another type. */
function describedApart(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$ref' in value) || !('description' in value))
    return value;
  const { $ref, ...more } = value;
  return { ...more, allOf: [{ $ref }] };
}

/** The type that the compiler makes of the whole, and what it says of each part of it. */
const ALL = 'Fanreel';
const OF_ALL = /export interface Fanreel \{\n {2}\[k: string\]: unknown;\n\}\n/;
const REFERRED =
  /(?: \*\n)? \* This interface was referenced by `Fanreel`'s JSON-Schema\n \* via the `definition` "\w+"\.\n/g;
const EMPTY = /\/\*\*\n \*\/\n/g;
