import type { z } from 'zod';

/**
 * Words failed checks as the service does, by path from the settings' root:
 * `/outputGroups/0/outputs/0: containerSettings is a required property`, `/outputGroups/0/outputs: Should have at
 * least 1 items`, `.../width: Should be a multiple of 2`. The refusal of what only AWS understands has our own words.
 */
export function explainSettings(error: z.ZodError, data: unknown): string {
  return error.issues.map(issue => explain(issue, data)).join(' | ');
}

function explain(issue: z.core.$ZodIssue, data: unknown): string {
  const path = pathOf(issue.path);
  if (issue.path.reduce<unknown>(field, data) === undefined) {
    return `${pathOf(issue.path.slice(0, -1)) || '/'}: ${String(issue.path.at(-1))} is a required property`;
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys
        .map(key => `${path}/${key}: the local MediaConvert does not understand it`)
        .join(' | ');
    case 'invalid_value':
      return `${path}: the local MediaConvert understands only ${issue.values.map(String).join(', ')}`;
    case 'not_multiple_of':
      return `${path}: Should be a multiple of ${issue.divisor}`;
    case 'too_small':
      return issue.origin === 'array'
        ? `${path}: Should have at least ${issue.minimum} items`
        : `${path}: Should be at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'array'
        ? `${path}: the local MediaConvert takes at most ${issue.maximum} items`
        : `${path}: Should be at most ${issue.maximum}`;
    default:
      return `${path}: ${issue.message}`;
  }
}

function pathOf(parts: PropertyKey[]): string {
  return parts.map(part => `/${String(part)}`).join('');
}

function field(value: unknown, key: PropertyKey): unknown {
  return (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
}
