import type { Source } from '../job.ts';
import { mergeWishes } from './mergeWishes.ts';
import { readWishes } from './metadata.ts';
import { ruleWishes } from './ruleWishes.ts';
import { readSidecar, sidecarKey } from './sidecar.ts';
import { type ReadWish, type Wishing, wrongWish } from './takeWish.ts';
import type { WishReading } from './wishSettings.ts';

/** Whether a webhook was added that is called so. */
export type KnowsWebhook = (name: string) => Promise<boolean>;

/** The wish, unless it names a webhook that nobody has added. */
export async function knownHook<R extends ReadWish | null>(
  read: R,
  { from }: Pick<Wishing, 'from'>,
  knows: KnowsWebhook,
): Promise<R | ReadWish> {
  const name = read?.wishes?.webhook;
  if (name === undefined || (await knows(name))) return read;
  return wrongWish(from, `webhook: none was added that is called "${name}"`);
}

/** An upload, and where wishes are of it. */
export interface Wished {
  key: string;
  metadata?: Record<string, string> | undefined;
  /** The file beside it; null where there is none. */
  sidecar: Uint8Array | null;
}

/** All that is wished of an upload in its bucket, from the weakest to the strongest, and why some of it cannot be taken. */
export async function wishesOf(
  { key, metadata, sidecar }: Wished,
  { renditions, rules }: WishReading,
  knows: KnowsWebhook = async () => true,
): Promise<Pick<Source, 'wishes' | 'wishFailure'>> {
  const rule = ruleWishes(key, rules);
  const ofRules = { from: `the profile's rules for "${key}"` };
  const ofMetadata = { from: "the object's metadata", renditions };
  const ofSidecar = { from: `"${sidecarKey(key)}"`, renditions };
  return together(
    ...(await Promise.all([
      knownHook(rule ? { wishes: rule } : null, ofRules, knows),
      knownHook(readWishes(metadata, ofMetadata), ofMetadata, knows),
      knownHook(sidecar && readSidecar(sidecar, ofSidecar), ofSidecar, knows),
    ])),
  );
}

/** Wishes with those of a request, which is the strongest. */
export function alsoWished<S extends Pick<Source, 'wishes' | 'wishFailure'>>(
  source: S,
  request: ReadWish | null,
): S {
  if (!request) return source;
  const { wishes, wishFailure, ...rest } = source;
  const known = wishFailure ? { failure: wishFailure } : null;
  return { ...rest, ...together(wishes ? { wishes } : null, known, request) } as S;
}

/** Each is taken whole or not at all; of those that are not, all are told of. */
function together(...read: (ReadWish | null)[]): Pick<Source, 'wishes' | 'wishFailure'> {
  const wishes = read.reduce<Source['wishes']>((sum, one) => mergeWishes(sum, one?.wishes), undefined);
  const failures = read.flatMap(one => one?.failure ?? []);
  const [first] = failures;
  const message = failures.map(one => one.message).join(' ');
  return { ...(wishes && { wishes }), ...(first && { wishFailure: { ...first, message } }) };
}
