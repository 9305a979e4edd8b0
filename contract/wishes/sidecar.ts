import { MAX_KEY_BYTES } from '../keys/checkedKey.ts';
import { type ReadWish, takeWish, type Wishing, wrongWish } from './takeWish.ts';
import { WISH, wishesShape } from './wishes.ts';

/** The largest file of wishes, bytes: what can be wished takes a twentieth of it. */
export const MAX_SIDECAR_BYTES = 64 * 1024;

const ENDING = '.json';

/** The schema of each version of it begins so. */
const OWN_SCHEMA = 'fanreel.';

/** What files of other programs have as well (Google Takeout tells each video's title): by these alone no file is ours. */
const ANYBODYS: readonly string[] = ['title', 'metadata', 'batch'];

const OURS = Object.keys(wishesShape).filter(name => !ANYBODYS.includes(name));

/** Where the wishes of an object are looked for. */
export function sidecarKey(key: string): string {
  return key + ENDING;
}

/** Whether there can be one: S3 refuses even to look for a key that is too long. */
export function hasRoomBeside(key: string): boolean {
  return Buffer.byteLength(sidecarKey(key)) <= MAX_KEY_BYTES;
}

/** Of which object a file may tell the wishes, by its name; null for one that is none. */
export function besideOf(key: string): string | null {
  const of = key.slice(0, -ENDING.length);
  return key.endsWith(ENDING) && of !== '' && !of.endsWith('/') ? of : null;
}

/**
 * The wishes in a file that lies beside an upload; null where it is another program's. What is no JSON might have been meant
 * for us: whoever wrote it should hear.
 * @param bytes the whole file, or more of it than it may have
 */
export function readSidecar(bytes: Uint8Array, wishing: Wishing): ReadWish | null {
  const { from } = wishing;
  if (bytes.length > MAX_SIDECAR_BYTES) return tooLarge(bytes, from);
  const text = utf8(bytes);
  if (text === null) return wrongWish(from, 'it is not text in UTF-8');
  const data = parsed(text);
  if (data === undefined) return wrongWish(from, 'it is not JSON');
  if (!isOurs(data)) return null;
  const { schema = WISH, ...wishes } = data;
  if (schema !== WISH) return wrongWish(from, `schema: expected "${WISH}"`);
  return takeWish(wishes, wishing);
}

/** Where it says itself that it is ours; larger files of other programs are none of our business. */
function tooLarge(bytes: Uint8Array, from: string): ReadWish | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (!start.includes(`"${WISH}"`)) return null;
  return wrongWish(from, `it is larger than ${MAX_SIDECAR_BYTES / 1_024} KB`);
}

/** Null for what is none. A byte-order mark is no part of it. */
function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isOurs(data: unknown): data is Record<string, unknown> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false;
  if ('schema' in data) return typeof data.schema === 'string' && data.schema.startsWith(OWN_SCHEMA);
  return OURS.some(name => Object.hasOwn(data, name));
}
