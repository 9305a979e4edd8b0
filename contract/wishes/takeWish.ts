import type { z } from 'zod';
import { type Wishes, type WishFailure, wishesSchema } from './wishes.ts';

/** A wish that was read, and is taken whole or not at all. */
export type ReadWish = { wishes: Wishes; failure?: undefined } | { failure: WishFailure; wishes?: undefined };

/** Whoever wishes may be hostile, and this goes into the ledger and into every notice; characters. */
const MAX_TEXT = 500;

/** Who wishes, and what is known of what can be wished. */
export interface Wishing {
  /** Where the wish stands, as people read it: `"holiday.mp4.json"`. */
  from: string;
  /** The renditions that are made of uploads; undefined where nobody knows them here, so that any name will do. */
  renditions?: readonly string[] | undefined;
  /** What whoever wishes calls a field. @default its path, `trim.to` */
  fieldName?(path: readonly string[]): string;
}

/** The wish in `data`, all fields of it; or why it cannot be taken. */
export function takeWish(data: unknown, { from, renditions, fieldName = pathOf }: Wishing): ReadWish {
  const { success, data: wishes, error } = wishesSchema.safeParse(data);
  if (!success) return wrongWish(from, error.issues.map(issue => told(issue, fieldName)).join('; '));
  const unknown = renditions ? unknownRendition(wishes, renditions) : null;
  if (!unknown) return { wishes };
  const { field, name } = unknown;
  return wrongWish(from, `${fieldName([field])}: there is no "${name}", only ${renditions?.join(', ')}`);
}

/** A wish that cannot be taken; `why` is a clause that names the field. */
export function wrongWish(from: string, why: string): ReadWish {
  const clause = why.length > MAX_TEXT ? `${why.slice(0, MAX_TEXT)}...` : why;
  return { failure: { code: 'bad-wish', message: `The wish in ${from} cannot be taken: ${clause}.` } };
}

/** What a wish asks for, or not, that is never made. */
function unknownRendition(
  wishes: Wishes,
  renditions: readonly string[],
): { field: 'renditions' | 'without'; name: string } | null {
  for (const field of ['renditions', 'without'] as const) {
    const name = wishes[field]?.find(one => !renditions.includes(one));
    if (name !== undefined) return { field, name };
  }
  return null;
}

function told(issue: z.core.$ZodIssue, fieldName: (path: readonly string[]) => string): string {
  const message = (issue.code === 'invalid_key' && issue.issues[0]?.message) || issue.message;
  const name = issue.path.length > 0 ? fieldName(issue.path.map(String)) : '';
  return name === '' ? message : `${name}: ${message}`;
}

function pathOf(path: readonly string[]): string {
  return path.join('.');
}
