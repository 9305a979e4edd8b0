import { z } from 'zod';

/** The part of JSON Schema that zod writes for presets and profiles. */
interface Schema {
  type?: string;
  description?: string;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  multipleOf?: number;
  format?: string;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
}

interface Field {
  path: string;
  takes: string;
  isRequired: boolean;
  description: string;
}

/** A Markdown table of a schema's fields, those of objects inside it as `audio.channels`. @throws where one has no description. */
export function fieldTable(schema: z.ZodType): string {
  const rows = fieldsOf(z.toJSONSchema(schema, { io: 'input' }) as Schema, '').map(
    ({ path, takes, isRequired, description }) =>
      `| \`${path}\` | ${takes} | ${isRequired ? 'yes' : 'no'} | ${inCell(description)} |`,
  );
  return ['| field | takes | required | what it is |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function fieldsOf({ properties = {}, required = [] }: Schema, above: string): Field[] {
  return Object.entries(properties).flatMap(([name, of]) => {
    const path = `${above}${name}`;
    if (of.description === undefined) throw new Error(`${path} has no description.`);
    const field = {
      path,
      takes: takes(of),
      isRequired: required.includes(name),
      description: of.description,
    };
    return [field, ...variantsOf(of).flatMap(variant => fieldsOf(variant, `${path}.`))];
  });
}

/** Objects that a field may be: one, or several told apart by a field of theirs. Moments are said in words. */
function variantsOf(of: Schema): Schema[] {
  return of.oneOf ?? (of.properties ? [of] : []);
}

function takes(of: Schema): string {
  if (of.const !== undefined) return code(of.const);
  if (of.enum) return of.enum.map(code).join(', ');
  if (of.anyOf) return of.anyOf.map(inside).join(' or ');
  if (of.properties || of.oneOf) return 'object';
  if (of.type === 'array') return `list of ${inside(of.items ?? {})}`;
  if (of.type === 'boolean') return '`true` or `false`';
  if (of.type === 'integer' || of.type === 'number') return number(of);
  return of.format ?? 'text';
}

/** An object that has no fields of its own in the table is told by their names. */
function inside(of: Schema): string {
  if (of.anyOf) return of.anyOf.map(inside).join(' or ');
  return of.properties ? `\`{ ${Object.keys(of.properties).join(', ')} }\`` : takes(of);
}

function number({ type, minimum, exclusiveMinimum, maximum, multipleOf }: Schema): string {
  const kind = type === 'integer' ? 'whole number' : 'number';
  const step = multipleOf === 2 ? 'even number' : kind;
  const from = minimum ?? (exclusiveMinimum === undefined ? undefined : `over ${exclusiveMinimum}`);
  if (from === undefined) return step;
  const isBounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  return isBounded
    ? `${step}, ${from} to ${maximum}`
    : `${step}, ${from} or more`.replace(/(over \d+) or more/, '$1');
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? `'${value}'` : String(value)}\``;
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\.$/, '');
}
