import { createHash } from 'node:crypto';

/**
 * The id of what is told: of the same facts it is the same, whoever tells them and however often. DynamoDB hands back the fields
 * of a map in another order than they were written in.
 */
export function toldId(...facts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(facts, sorted)).digest('hex').slice(0, 32);
}

function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
