import { createHash } from 'node:crypto';
import type { Preset } from './preset.ts';

/** Identifies what a preset makes: 12 hex digits over its fields in name order. A changed preset is new work. */
export function presetHash(preset: Preset): string {
  return createHash('sha256').update(canonical(preset)).digest('hex').slice(0, 12);
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}
