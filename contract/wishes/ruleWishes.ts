import { mergeWishes } from './mergeWishes.ts';
import type { Wishes, WishRule } from './wishes.ts';

/** What rules wish of an upload, all that match together: the longest prefix says it best. */
export function ruleWishes(key: string, rules: readonly WishRule[]): Wishes | undefined {
  const matching = rules.filter(({ prefix }) => key.startsWith(prefix));
  return matching
    .sort((a, b) => a.prefix.length - b.prefix.length)
    .reduce<Wishes | undefined>((sum, { prefix: _, ...wishes }) => mergeWishes(sum, wishes), undefined);
}
