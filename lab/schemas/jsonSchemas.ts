import { z } from 'zod';
import { MESSAGES, type Message, PARTS } from './messages.ts';

export type JsonSchema = Record<string, unknown>;

/** Where schemas refer to what they have in common. */
const DEFS = '$defs';

/**
 * Each message's schema, by the name of its file. What is told may be added to, so of what a message is nothing is closed but
 * what goes in, where a field that is misspelt should be noticed.
 */
export function jsonSchemas(): Map<string, JsonSchema> {
  const named = Object.entries(PARTS);
  for (const [id, schema] of [...named, ...MESSAGES.map(({ title, schema }) => [title, schema] as const)]) {
    z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
  }
  return new Map(MESSAGES.map(message => [fileOf(message), jsonSchemaOf(message)]));
}

/** The name without the product, and with a dash before the version. */
export function fileOf({ name }: Pick<Message, 'name'>): string {
  return `${shortName(name)}.json`;
}

function jsonSchemaOf({ name, title, says, schema }: Message): JsonSchema {
  const { $schema, [DEFS]: defs = {}, ...root } = apart(z.toJSONSchema(schema, { io: 'input' }));
  // A schema with an id is one of its own parts.
  const { [title]: own = root, ...parts } = defs as Record<string, JsonSchema>;
  return {
    ...{ $schema, $id: `urn:fanreel:${shortName(name).replace(/-(\d+)$/, ':$1')}`, title, description: says },
    ...own,
    ...(Object.keys(parts).length > 0 && { [DEFS]: parts }),
  };
}

/** With types that stand side by side each for itself: strict validators warn of a list of them, but for one with null. */
function apart(schema: object): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (_key, value: { type?: unknown } | null) => {
    const types = value?.type;
    if (!Array.isArray(types) || (types.length === 2 && types.includes('null'))) return value;
    const { type: _, ...others } = value as JsonSchema;
    return { ...others, anyOf: types.map(type => ({ type })) };
  }) as JsonSchema;
}

function shortName(name: string): string {
  return name.replace(/^fanreel\./, '').replace('/', '-');
}
