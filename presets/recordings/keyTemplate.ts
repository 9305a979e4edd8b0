import { z } from 'zod';
import { readPattern, type TimeUnit } from './timeUnits.ts';

/** When a recording begins, and when it ends. */
export type Edge = 'start' | 'end';

/** A part of a recording's key. */
export type KeyPart =
  | { is: 'literal'; text: string }
  | { is: 'camera' }
  /** How long it is. */
  | { is: 'seconds' }
  | { is: Edge; unit: TimeUnit };

/** What S3 allows, bytes, and room for what stands for the fields. */
const MAX_LENGTH = 512;

/** How a recording's key is made up, as a preset says it. */
export const keyTemplateSchema = z.string().superRefine((template, { addIssue }) => {
  try {
    readKeyTemplate(template);
  } catch (error) {
    addIssue({ code: 'custom', message: (error as Error).message });
  }
});

/** A time zone by its IANA name, such as `Europe/Berlin`. */
export const timeZoneSchema = z.string().refine(isTimeZone, {
  error: 'is no time zone; it is named as the IANA names it, such as Europe/Berlin',
});

/**
 * A template as its parts.
 * @throws {Error} a sentence that says what is wrong with it.
 */
export function readKeyTemplate(template: string): KeyPart[] {
  if (template.length > MAX_LENGTH) throw new Error(`is longer than ${MAX_LENGTH} characters`);
  const parts = (template.match(/\{[^{}]*\}|[{}]|[^{}]+/gs) ?? []).flatMap(partsOf);
  if (!parts.some(({ is }) => is === 'camera'))
    throw new Error('lacks {camera}, by which recordings are told apart');
  checkEdge(parts, 'start');
  if (parts.some(({ is }) => is === 'end')) checkEdge(parts, 'end');
  for (const [index, { is }] of parts.entries()) {
    if (is === 'seconds') checkBesideSeconds(parts[index - 1], parts[index + 1]);
  }
  return parts;
}

function partsOf(text: string): KeyPart[] {
  if (text === '{' || text === '}') throw new Error(`has a ${text} that stands alone`);
  if (!text.startsWith('{')) return [{ is: 'literal', text }];
  const [name = '', ...pattern] = text.slice(1, -1).split(':');
  if (text === '{camera}') return [{ is: 'camera' }];
  if (text === '{seconds}') return [{ is: 'seconds' }];
  if ((name !== 'start' && name !== 'end') || pattern.length === 0) {
    throw new Error(`has no field ${text}; there are {camera}, {start:...}, {end:...} and {seconds}`);
  }
  return readPattern(pattern.join(':')).map(
    (one): KeyPart =>
      typeof one === 'string' ? { is: name, unit: one } : { is: 'literal', text: one.literal },
  );
}

/** It may be told in several places, such as the day in a folder's name and the rest in the file's. */
function checkEdge(parts: KeyPart[], edge: Edge): void {
  const units = parts.flatMap(part => (part.is === edge ? [part.unit] : []));
  const has = (...names: TimeUnit[]) => names.some(name => units.includes(name));
  if (has('epochSeconds', 'epochMs')) return;
  if (units.length === 0) throw new Error(`lacks {${edge}:...}, when a recording begins`);
  const missing = [
    ...(has('yyyy', 'yy') ? [] : ['yyyy']),
    ...(['MM', 'dd', 'HH', 'mm'] as const).filter(unit => !has(unit)),
  ];
  if (missing.length > 0) throw new Error(`lacks ${missing.join(', ')} of {${edge}:...}`);
  if (has('SSS') && !has('ss')) throw new Error(`lacks ss of {${edge}:...}`);
}

/** Digits beside digits could be read in several ways. */
function checkBesideSeconds(before: KeyPart | undefined, after: KeyPart | undefined): void {
  const isApart = (part: KeyPart | undefined, digit: RegExp) =>
    part === undefined || (part.is === 'literal' && !digit.test(part.text));
  if (isApart(before, /\d$/) && isApart(after, /^\d/)) return;
  throw new Error('has digits right beside {seconds}; put something between them');
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    // Offsets such as +01:00 are taken by some, and have no summer.
    return /^[A-Za-z]/.test(timeZone);
  } catch {
    return false;
  }
}
