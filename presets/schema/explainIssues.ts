import { z } from 'zod';

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  const?: unknown;
}

/**
 * One line for a failed check: each field by its path, its limit and the value given, e.g.
 * `crf: Too big: expected number to be <=51, got 99`; an unknown field comes with the valid names.
 */
export function explainIssues(error: z.ZodError, data: unknown, schema: z.ZodType): string {
  return error.issues.map(issue => explain(issue, data, schema)).join('; ');
}

function explain(issue: z.core.$ZodIssue, data: unknown, schema: z.ZodType): string {
  if (issue.code === 'unrecognized_keys') {
    const unknown = issue.keys.map(key => [...issue.path, key].join('.'));
    return `unknown field ${unknown.join(', ')}; valid are: ${validNames(schema, data, issue.path).join(', ')}`;
  }
  const given = issue.path.reduce<unknown>(field, data);
  const path = issue.path.join('.') || 'the data';
  // What a schema says in its own words of a field that is not there tells why it has to be.
  if (given === undefined)
    return issue.code === 'custom' ? `${path}: ${issue.message}` : `${path}: is missing`;
  return `${path}: ${issue.message.replace(/, received .*$/, '')}, got ${written(given)}`;
}

/** JSON has no word for what is no finite number. */
function written(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** The fields that `schema` knows at `path`; of a union, those of the option whose `kind` the data names. */
function validNames(schema: z.ZodType, data: unknown, path: PropertyKey[]): string[] {
  const json = z.toJSONSchema(schema, { unrepresentable: 'any' }) as JsonSchema;
  const option = json.oneOf?.find(one => one.properties?.kind?.const === field(data, 'kind')) ?? json;
  const at = path.reduce<JsonSchema | undefined>((part, key) => part?.properties?.[String(key)], option);
  return Object.keys(at?.properties ?? {});
}

function field(value: unknown, key: PropertyKey): unknown {
  return (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
}
