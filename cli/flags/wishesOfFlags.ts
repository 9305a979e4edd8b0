import { readFile, stat } from 'node:fs/promises';
import { mergeWishes } from '../../contract/wishes/mergeWishes.ts';
import { momentOf, trimOf } from '../../contract/wishes/metadata.ts';
import { MAX_SIDECAR_BYTES, readSidecar } from '../../contract/wishes/sidecar.ts';
import { type ReadWish, takeWish } from '../../contract/wishes/takeWish.ts';
import type { Wishes } from '../../contract/wishes/wishes.ts';
import { CommandError } from '../terminal/commandError.ts';
import { printable } from '../terminal/printable.ts';
import type { WishOptions } from './withWishFlags.ts';

/**
 * What these flags wish, over what is in the file.
 * @param renditions those that there are
 * @throws {CommandError} 2 for what nobody could take.
 */
export async function wishesOfFlags(
  { wish, trim, pictureTimes, meta, ...said }: WishOptions,
  renditions: string[],
): Promise<Wishes | undefined> {
  const file = wish === undefined ? undefined : await wishesInFile(wish, renditions);
  const data = {
    ...Object.fromEntries(FIELDS.flatMap(name => (said[name] === undefined ? [] : [[name, said[name]]]))),
    ...(trim !== undefined && { trim: trimOf(trim) }),
    ...(pictureTimes !== undefined && { pictureTimes: pictureTimes.split(',').map(momentOf) }),
    ...(meta && { metadata: meta }),
  };
  return mergeWishes(file, taken(takeWish(data, { from: 'these flags', renditions, fieldName: flagOf })));
}

const FIELDS = ['without', 'title', 'correlationId', 'webhook', 'priority'] as const;

/** A field as the flag that wishes it is called. */
function flagOf([field = '', ...rest]: readonly string[]): string {
  if (field === 'metadata') return `--meta ${rest.join('.')}`;
  return `--${field.replaceAll(/[A-Z]/g, capital => `-${capital.toLowerCase()}`)}`;
}

async function wishesInFile(path: string, renditions: string[]): Promise<Wishes | undefined> {
  const from = `"${printable(path)}"`;
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new CommandError(2, `There is no file ${from}.`);
  if (found.size > MAX_SIDECAR_BYTES)
    throw new CommandError(2, `${from} is larger than ${MAX_SIDECAR_BYTES / 1_024} KB.`);
  const read = readSidecar(await readFile(path), { from, renditions });
  if (!read) throw new CommandError(2, `${from} has no wishes in it.`);
  return taken(read);
}

function taken({ wishes, failure }: ReadWish): Wishes | undefined {
  if (failure) throw new CommandError(2, failure.message);
  return wishes;
}
