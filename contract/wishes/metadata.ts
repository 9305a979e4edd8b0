import { OUTPUT_METADATA } from '../outputMetadata.ts';
import { decodeWords } from './decodeWords.ts';
import { type ReadWish, takeWish, type Wishing, wrongWish } from './takeWish.ts';
import type { Wishes } from './wishes.ts';

/** The user metadata of an uploaded object by which whoever uploads says what should become of it. */
export const WISH_METADATA = {
  batch: 'fanreel-batch',
  renditions: 'fanreel-renditions',
  without: 'fanreel-without',
  trim: 'fanreel-trim',
  pictureTimes: 'fanreel-picture-times',
  title: 'fanreel-title',
  correlationId: 'fanreel-correlation-id',
  webhook: 'fanreel-webhook',
  priority: 'fanreel-priority',
} as const satisfies Record<Exclude<keyof Wishes, 'metadata'>, string>;

/** What names of free metadata begin with; S3 makes them lower-case. */
export const FREE_METADATA = 'fanreel-meta-';

/** Every name that is ours begins so. */
const OURS = 'fanreel-';

/** Fields of which there may be several, with commas between them. */
const LISTS: readonly string[] = ['renditions', 'without', 'pictureTimes'] satisfies (keyof Wishes)[];

const FIELDS = Object.entries(WISH_METADATA);

/** What outputs carry: an output that is copied into the input bucket wishes nothing by that. */
const OF_OUTPUTS: readonly string[] = Object.values(OUTPUT_METADATA);

/** The metadata that tells wishes. S3 keeps what is not US-ASCII in another form, so values are percent-encoded. */
export function writeWishes({ metadata = {}, trim, ...wishes }: Wishes): Record<string, string> {
  const said: Record<string, unknown> = { ...wishes, ...(trim && { trim: spanOf(trim) }) };
  const fields = FIELDS.flatMap(([field, name]) =>
    said[field] === undefined ? [] : [[name, [said[field]].flat().map(encoded).join(',')]],
  );
  const free = Object.entries(metadata).map(([name, value]) => [FREE_METADATA + name, encoded(value)]);
  return Object.fromEntries([...fields, ...free]);
}

/**
 * The wishes in an object's metadata, whichever S3 client has written them; null where it tells none. What is blank says
 * nothing.
 */
export function readWishes(
  metadata: Record<string, string> = {},
  { from, renditions }: Pick<Wishing, 'from' | 'renditions'> = { from: "the object's metadata" },
): ReadWish | null {
  const ours = Object.entries(metadata).filter(([name, value]) => isOurs(name) && value.trim() !== '');
  if (ours.length === 0) return null;
  const unknown = ours.find(([name]) => !name.startsWith(FREE_METADATA) && !fieldOf(name));
  if (unknown) return wrongWish(from, `${unknown[0]}: there is no such wish, only ${KNOWN}`);
  return takeWish(dataOf(ours), { from, renditions, fieldName });
}

const KNOWN = [...Object.values(WISH_METADATA), `${FREE_METADATA}NAME`].join(', ');

function isOurs(name: string): boolean {
  return name.startsWith(OURS) && !OF_OUTPUTS.includes(name);
}

function fieldOf(name: string): string | undefined {
  return FIELDS.find(([, one]) => one === name)?.[0];
}

function dataOf(ours: [string, string][]): unknown {
  const free = ours.filter(([name]) => name.startsWith(FREE_METADATA));
  const fields = ours.flatMap(([name, value]) => {
    const field = fieldOf(name);
    return field ? [[field, fieldValue(field, decodeWords(value))]] : [];
  });
  const metadata = Object.fromEntries(
    free.map(([name, value]) => [name.slice(FREE_METADATA.length), decoded(decodeWords(value))]),
  );
  return { ...Object.fromEntries(fields), ...(free.length > 0 && { metadata }) };
}

function fieldValue(field: string, value: string): unknown {
  if (field === 'trim') return trimOf(decoded(value));
  if (!LISTS.includes(field)) return decoded(value);
  const several = value
    .split(',')
    .map(one => decoded(one).trim())
    .filter(one => one !== '');
  return field === 'pictureTimes' ? several.map(momentOf) : several;
}

/** A moment as people write it where there is nothing but text: of a number it is seconds. */
export function momentOf(text: string): string | number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** `2-5`, `00:01:02-`, `-10`; what is not of that form stays as it is, to be refused. */
export function trimOf(span: string): unknown {
  const [, from = '', to = ''] = /^\s*([^\s-]*)\s*-\s*([^\s-]*)\s*$/.exec(span) ?? [];
  if (from === '' && to === '') return span;
  return { ...(from !== '' && { from: momentOf(from) }), ...(to !== '' && { to: momentOf(to) }) };
}

function spanOf({ from, to }: NonNullable<Wishes['trim']>): string {
  return `${from ?? ''}-${to ?? ''}`;
}

/** As whoever uploaded reads it: the metadata's own name. */
function fieldName([field = '', ...rest]: readonly string[]): string {
  if (field === 'metadata') return FREE_METADATA + rest.join('.');
  const known = FIELDS.find(([one]) => one === field)?.[1];
  return known ?? field;
}

/** Commas part the entries of lists. */
function encoded(value: unknown): string {
  return encodeURIComponent(String(value)).replaceAll('%3A', ':');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
